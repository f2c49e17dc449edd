"""What English prose tells in the same way in every country."""

from cpd_community_xblock.confidentiality.finders import (
    addresses,
    ages,
    codes,
    dates,
    illnesses,
    names,
    occupations,
    online,
    origins,
    places,
)

EVERYWHERE = (
    online.find_emails,
    online.find_links,
    online.find_computers,
    codes.find_named_numbers,
    codes.find_registrations,
    addresses.find_addresses,
    dates.find_dates,
    ages.find_ages,
    names.find_names,
    places.find_wards,
    places.find_sites,
    illnesses.find_rare_conditions,
    origins.find_origins,
    occupations.find_occupations,
)

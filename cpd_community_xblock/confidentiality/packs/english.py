"""What English prose tells in the same way in every country."""

from cpd_community_xblock.confidentiality.finders import (
    addresses,
    ages,
    codes,
    dates,
    far,
    illnesses,
    mentioned,
    names,
    occupations,
    online,
    origins,
    registrations,
    shaped,
    sites,
    wards,
)

EVERYWHERE = (
    online.find_emails,
    online.find_links,
    online.find_computers,
    codes.find_named_numbers,
    registrations.find_registrations,
    mentioned.find_other_numbers,
    shaped.find_shaped,
    far.find_far,
    addresses.find_addresses,
    dates.find_dates,
    ages.find_ages,
    names.find_names,
    wards.find_wards,
    sites.find_sites,
    illnesses.find_rare_conditions,
    origins.find_origins,
    occupations.find_occupations,
)

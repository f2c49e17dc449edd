"""What English prose tells in the same way in every country."""

from cpd_community_xblock.confidentiality.finders import addresses, ages, codes, dates, names, online, places, traits

EVERYWHERE = (
    online.find_emails,
    online.find_links,
    online.find_computers,
    codes.find_named_numbers,
    codes.find_registrations,
    addresses.find_addresses,
    dates.find_dates,
    ages.find_ages,
    *names.FINDERS,
    places.find_wards,
    places.find_sites,
    traits.find_rare_conditions,
    traits.find_origins,
    traits.find_occupations,
)

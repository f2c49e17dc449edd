"""The United Kingdom's own identifiers, and what is told alike everywhere in English."""

from cpd_community_xblock.confidentiality.finders import addresses, health, numbers, phones, vehicles
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.packs.english import EVERYWHERE

PACK = Pack(
    name="uk",
    finders=(
        health.find_health_numbers,
        numbers.find_insurance_numbers,
        phones.find_british,
        addresses.find_postcodes,
        vehicles.find_vehicles,
        *EVERYWHERE,
    ),
)

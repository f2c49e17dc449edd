"""The United States' own identifiers, and what is told alike everywhere in English."""

from cpd_community_xblock.confidentiality.finders import addresses, phones, social, vehicles
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.packs.english import EVERYWHERE

PACK = Pack(
    name="us",
    finders=(
        social.find_social_security_numbers,
        phones.find_american,
        addresses.find_zip_codes,
        vehicles.find_vehicles,
        *EVERYWHERE,
    ),
)

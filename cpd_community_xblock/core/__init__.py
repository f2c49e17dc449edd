"""What every block shares: the base class, forms, fragments, errors, calendar and spaces."""

PACKAGE = "cpd_community_xblock"

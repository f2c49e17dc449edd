"""Countries and states, in lower case."""

from cpd_community_xblock.confidentiality.vocabulary import words

COUNTRIES = words("""
    india pakistan bangladesh nepal china japan korea vietnam thailand malaysia singapore philippines indonesia
    australia nigeria ghana kenya uganda zimbabwe zambia somalia ethiopia eritrea sudan egypt morocco algeria libya
    tunisia turkey syria iraq iran afghanistan israel palestine lebanon jordan yemen poland romania bulgaria ukraine
    russia germany france spain italy portugal greece sweden norway denmark finland holland netherlands belgium
    austria switzerland hungary ireland canada mexico brazil colombia peru cuba haiti jamaica barbados trinidad
    america states myanmar burma tibet yemen congo rwanda burundi tanzania
    malawi mozambique angola cameroon senegal gambia mali liberia serbia croatia bosnia kosovo albania moldova
    lithuania latvia estonia slovakia slovenia georgia armenia azerbaijan kazakhstan uzbekistan cambodia laos
    mongolia kuwait oman qatar dubai guyana ecuador bolivia venezuela chile argentina honduras guatemala nicaragua
""")

STATE_NAMES = words("""
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania tennessee
    texas utah vermont virginia washington wisconsin wyoming columbia calif fla tex penn mass mich minn
""")
"""States of the United States, by a word of their name."""

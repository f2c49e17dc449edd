"""The words that pseudonyms are made of: birds and the weather, nothing that hints at a person or a profession."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cpd_community_xblock.members import rules

# fmt: off
ADJECTIVES = (
    gettext_lazy("Amber"), gettext_lazy("Azure"), gettext_lazy("Bright"), gettext_lazy("Bronze"),
    gettext_lazy("Calm"), gettext_lazy("Cedar"), gettext_lazy("Clear"), gettext_lazy("Cloudy"),
    gettext_lazy("Copper"), gettext_lazy("Coral"), gettext_lazy("Crimson"), gettext_lazy("Dawn"),
    gettext_lazy("Dusky"), gettext_lazy("Ember"), gettext_lazy("Emerald"), gettext_lazy("Fern"),
    gettext_lazy("Frosty"), gettext_lazy("Golden"), gettext_lazy("Hazel"), gettext_lazy("Indigo"),
    gettext_lazy("Ivory"), gettext_lazy("Jade"), gettext_lazy("Lilac"), gettext_lazy("Marble"),
    gettext_lazy("Misty"), gettext_lazy("Moonlit"), gettext_lazy("Mossy"), gettext_lazy("Olive"),
    gettext_lazy("Pearl"), gettext_lazy("Quiet"), gettext_lazy("Rosy"), gettext_lazy("Russet"),
    gettext_lazy("Saffron"), gettext_lazy("Sandy"), gettext_lazy("Silver"), gettext_lazy("Starry"),
    gettext_lazy("Sunny"), gettext_lazy("Teal"), gettext_lazy("Velvet"), gettext_lazy("Windy"),
)
NOUNS = (
    gettext_lazy("Avocet"), gettext_lazy("Bittern"), gettext_lazy("Blackbird"), gettext_lazy("Bullfinch"),
    gettext_lazy("Chaffinch"), gettext_lazy("Curlew"), gettext_lazy("Dipper"), gettext_lazy("Dove"),
    gettext_lazy("Dunlin"), gettext_lazy("Egret"), gettext_lazy("Falcon"), gettext_lazy("Fieldfare"),
    gettext_lazy("Goldfinch"), gettext_lazy("Goshawk"), gettext_lazy("Grebe"), gettext_lazy("Heron"),
    gettext_lazy("Hoopoe"), gettext_lazy("Jackdaw"), gettext_lazy("Kestrel"), gettext_lazy("Kingfisher"),
    gettext_lazy("Lapwing"), gettext_lazy("Linnet"), gettext_lazy("Magpie"), gettext_lazy("Martin"),
    gettext_lazy("Nightjar"), gettext_lazy("Nuthatch"), gettext_lazy("Osprey"), gettext_lazy("Oriole"),
    gettext_lazy("Plover"), gettext_lazy("Puffin"), gettext_lazy("Redstart"), gettext_lazy("Robin"),
    gettext_lazy("Sandpiper"), gettext_lazy("Skylark"), gettext_lazy("Starling"), gettext_lazy("Swallow"),
    gettext_lazy("Thrush"), gettext_lazy("Wagtail"), gettext_lazy("Warbler"), gettext_lazy("Wren"),
)
# fmt: on


def name_for(number: int) -> str:
    """The pseudonym that a number stands for, in the reader's language."""
    adjective, noun, suffix = rules.words(number)
    # Translators: a friendly pseudonym, such as "Quiet Heron". Change the order where your language asks for it.
    name = _("%(adjective)s %(noun)s") % {"adjective": ADJECTIVES[adjective], "noun": NOUNS[noun]}
    return f"{name} {suffix}" if suffix else name

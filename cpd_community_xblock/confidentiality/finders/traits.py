"""What narrows down who somebody is without naming them: a rare disease, an origin or faith, an occupation."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COLLEAGUES, PATIENTS, PEOPLE, PEOPLES, RARE, TITLES, words

_ILLS = r"(?:syndrome|disease|disorder|ana?emia|ataxia|encephalopathy|vasculitis|arteritis|dystrophy|dysplasia)\b"
_NAMED = re.compile(rf"(?:-[a-z]++){{0,3}}(?:'s)?(?: [a-z]++){{0,3}}?(?: |'s ){_ILLS}(?: type \w+)?")
_WHOLE = {
    lead: re.compile(pattern)
    for lead, pattern in {
        "stiff": r"stiff[ -](?:person|man) syndrome",
        "maple": r"maple syrup urine disease",
        "epidermolysis": r"epidermolysis bullosa",
        "anti": r"anti-?nmda(?: receptor)? encephalitis",
        "locked": r"locked-in syndrome",
        "fatal": r"fatal familial insomnia",
        "osteogenesis": r"osteogenesis imperfecta",
        "fibrodysplasia": r"fibrodysplasia ossificans(?: progressiva)?",
        "harlequin": r"harlequin ichthyosis",
        "moyamoya": r"moyamoya(?: disease)?",
        "glutaric": r"glutaric (?:aciduria|acidemia)(?: type \w+)?",
        "hereditary": r"hereditary (?:angioedema|ha?emorrhagic telangiectasia)",
        "neuromyelitis": r"neuromyelitis optica",
        "tuberous": r"tuberous sclerosis",
        "acute": r"acute intermittent porphyria",
        "spinal": r"spinal muscular atrophy",
        "alternating": r"alternating hemiplegia",
        "xeroderma": r"xeroderma pigmentosum",
        "pulmonary": r"pulmonary alveolar proteinosis",
        "thrombotic": r"thrombotic thrombocytopenic purpura",
        "paroxysmal": r"paroxysmal nocturnal ha?emoglobinuria",
        "congenital": r"congenital (?:adrenal hyperplasia|central hypoventilation|insensitivity to pain)",
        "ornithine": r"ornithine transcarbamylase deficiency",
        "multiple": r"multiple system atrophy",
        "progressive": r"progressive supranuclear palsy",
        "corticobasal": r"corticobasal degeneration",
        "inclusion": r"inclusion body myositis",
        "primary": r"primary lateral sclerosis",
        "aplasia": r"aplasia cutis",
        "dystrophia": r"dystrophia myotonica",
        "mitochondrial": r"mitochondrial disease",
    }.items()
}
_ONE_WORD = words("""
    phenylketonuria alkaptonuria cystinosis homocystinuria progeria porphyria kuru trimethylaminuria galactosaemia
    galactosemia lymphangioleiomyomatosis arthrogryposis achondroplasia mucopolysaccharidosis leprosy narcolepsy
    craniopharyngioma
""")
_OF_SOMEBODY = words("""
    has had have with having confirming diagnosed of got s his her their my rare is was called confirmed for carries
    lad lass man woman girl boy lady baby child son daughter m
""")
_ABOUT = words("""
    about on regarding webinar talk lecture teaching session module article paper read reading study charity
""")


def find_rare_conditions(text: Text) -> Iterator[Finding]:
    """Diseases so rare that they may name whoever has them."""
    for lead, pattern in _WHOLE.items():
        for place in text.where.get(lead, ()):
            if match := pattern.match(text.lower, text.starts[place]):
                yield from _rare(text, place, match.end())
    for lead in _ONE_WORD & text.where.keys():
        for place in text.where[lead]:
            yield from _rare(text, place, text.ends[place])
    for lead in RARE & text.where.keys():
        for place in text.where[lead]:
            match = _NAMED.match(text.lower, text.ends[place])
            if match and text.written(place)[0].isupper():
                yield from _rare(text, place, match.end())


def _rare(text: Text, place: int, end: int) -> Iterator[Finding]:
    before = text.words[max(place - 5, 0) : place]
    listed = text.gap(place) == ", " and not text.opens_sentence(text.starts[place])
    if (listed or _OF_SOMEBODY & set(before[-3:])) and not _ABOUT & set(before):
        yield Finding(text.starts[place], end, Category.RARE_CONDITION, Certainty.HINT, "a rare condition")


_FURTHER = words("kurds american americans rican jew jews traveller cheyenne witness witnesses")
_BEFORE = words("""
    northern southern eastern western orthodox shia sunni practising practicing devout black british syrian iraqi
""")
_FOLK = (
    PATIENTS
    | words("""
    family families father dad couple grandmother grandfather parents elder widow migrant community refugees
""")
) - words("user users member")
_SUBJECTS = words("""
    she he they family patient mum dad lady who couple parents mother father follow husband wife
""")
_IS = words("is are was were re being s family a an")
_AFTER = words("and but who so with originally by")


def find_origins(text: Text) -> Iterator[Finding]:
    """A patient's people, nation or faith: a Somali woman, her family are Jehovah's Witnesses."""
    for name in PEOPLES & text.where.keys():
        for place in text.where[name]:
            if not text.written(place)[0].isupper():
                continue
            first, last = _whole_origin(text, place)
            if name in {"witness", "witnesses"} and first == place:
                continue
            if _is_of_people(text, first, last):
                yield _origin(text, first, last)


def _whole_origin(text: Text, place: int) -> tuple[int, int]:
    """The first and last word: Syrian Kurds, Old Order Amish, Jehovah's Witnesses."""
    first = last = place
    if text.words[last + 1 : last + 2] and text.words[last + 1] in _FURTHER and text.gap(last + 1) in {" ", "-"}:
        last += 1
    if text.words[place] in {"witness", "witnesses"}:
        first -= (text.words[max(place - 2, 0)] == "jehovah") + (
            place > 0 and text.words[place - 1] in {"s", "jehovahs"}
        )
    elif place > 1 and text.words[place - 2 : place] == ["old", "order"]:
        first -= 2
    elif place and text.words[place - 1] in _BEFORE and text.gap(place) == " ":
        first -= 1
    return first, last


def _is_of_people(text: Text, first: int, last: int) -> bool:
    before = text.words[max(first - 2, 0) : first]
    following = text.words[last + 1] if last + 1 < len(text.words) else ""
    beside = bool(following) and text.gap(last + 1) == " "
    if beside and following in _FOLK:
        return True
    if not before or (beside and following not in _AFTER):
        return False
    if text.gap(first) == ", ":
        return before[-1] in _FOLK
    around = set(text.words[max(first - 5, 0) : first])
    return before[-1] in _IS and bool(_SUBJECTS & around or around & TITLES.keys() or before[-2:] == ["they", "re"])


def _origin(text: Text, first: int, last: int) -> Finding:
    """A finding that leaves "a woman" of "an Ethiopian woman"."""
    start, end = text.starts[first], text.ends[last]
    beside = last + 1 < len(text.words) and text.gap(last + 1) == " " and text.words[last + 1] in _FOLK
    if not beside:
        safer = "from a particular background"
    elif first and text.words[first - 1] in {"a", "an"} and text.gap(first) == " ":
        start, safer = text.starts[first - 1], "an" if text.words[last + 1][0] in "aeiou" else "a"
    else:
        end, safer = text.starts[last + 1], ""
    return Finding(start, end, Category.ETHNICITY, Certainty.HINT, safer)


_TRADES = words("""
    teacher headteacher headmaster headmistress judge magistrate mayor mayoress councillor councilman councilwoman
    mp senator footballer player champion farmer fisherman keeper skipper pilot miner butcher baker cheesemaker
    blacksmith carpenter vicar priest chaplain minister organist harpist violinist pianist singer actor actress
    author novelist poet journalist broadcaster presenter artist sculptor embroiderer dancer jockey engineer
    firefighter policeman policewoman detective soldier sailor barrister solicitor lawyer publican shopkeeper
    postman postmistress postmaster librarian cellist conductor architect welder plumber electrician seamstress
    tailor trucker rancher logger beekeeper thatcher selector umpire referee coach gardener gamekeeper shepherd
    crofter diplomat ambassador bishop rabbi imam astronomer botanist professor weaver potter glassblower drummer
    guitarist trumpeter bellringer auctioneer jeweller jeweler watchmaker luthier cooper stonemason mason roofer
    bricklayer trawlerman lobsterman sheriff marine colonel brigadier admiral wrestler boxer golfer swimmer cyclist
    gymnast skater mountaineer florist vet veterinarian pharmacologist geologist president
""")
_PUBLIC = re.compile(
    r"(?:chairs|chaired|sits on|sat on|plays for|played for|captains|captained|conducts|(?:ran|runs|owns|owned) the"
    r"(?= (?:[a-z]+ )?(?:post office|pub|shop|village|local|farm|bakery|chip|school|garage|choir|newsagents?|theatre)))"
    r" ?(?:(?:the|our|a|for) )?(?:[a-z']++ ){0,5}?"
    r"(?:committee|bench|council|board|team|club|choir|orchestra|band|party|show|shop|pub|farm"
    r"|office|bakery|garage|side|eleven)\b"
    r"(?: in (?:our|the) (?:village|town))?"
)
_PUBLIC_LEADS = words("chairs chaired sits sat plays played captains captained conducts ran runs owns owned")
_OF_WHAT = re.compile(
    r" of the (?:[a-z]+ )?(?:show|club|society|choir|council|parish|county|town|village|school|union|band)\b"
)
_WORKING = words("worked works working employed trained")
_LONGEST = 4


def find_occupations(text: Text) -> Iterator[Finding]:
    """Work and public roles of patients: a retired headteacher, he plays for the town's team."""
    for lead in {"retired", "former", "past"} & text.where.keys():
        for place in text.where[lead]:
            last = _trade(text, place + 1)
            if last is None and lead == "retired" and _may_be_work(text, place + 1):
                last = place + 1
            if last is not None and text.gap(place + 1) == " ":
                yield _job(text, place, last)
    for place in (*_articles(text), *_after_an_age(text)):
        last = _trade(text, place + 1)
        if last is not None:
            yield _job(text, place + 1, last)
    for lead in _PUBLIC_LEADS & text.where.keys():
        for place in text.where[lead]:
            if match := _PUBLIC.match(text.lower, text.starts[place]):
                yield Finding(*match.span(), Category.OCCUPATION, Certainty.HINT, "has a part in local life")


def _may_be_work(text: Text, place: int) -> bool:
    """Whether an unknown word after "a retired" is somebody's work."""
    article = text.before(text.starts[place] - 1, 2)[:1]
    return place < len(text.words) and article in (["a"], ["an"], ["the"]) and text.words[place] not in PEOPLE


def _articles(text: Text) -> Iterator[int]:
    for article in {"a", "an", "our", "the"} & text.where.keys():
        yield from (place for place in text.where[article] if _is_what_somebody_is(text, place))


def _after_an_age(text: Text) -> Iterator[int]:
    for place in text.where.get("old", ()):
        if place and text.words[place - 1] == "year":
            yield place


def _is_what_somebody_is(text: Text, article: int) -> bool:
    """Whether what follows is somebody's work: he's a, used to be a, also a, a gentleman, a."""
    before = text.words[max(article - 4, 0) : article]
    if not before:
        return False
    if before[-2:] == ["is", "also"]:
        return True
    if before[-1] in {"is", "was", "s", "been", "be", "also", "he", "she"}:
        return bool({"he", "she", "who", "used", "d", "also"} & set(before[:-1]))
    if before[-1] == "as":
        return bool(_WORKING & set(before))
    return before[-1] in _FOLK and text.gap(article) == ", "


def _trade(text: Text, first: int) -> int | None:
    """The last word of an occupation that begins at a word: lighthouse keeper, prison chaplain."""
    last = None
    for place in range(first, min(first + _LONGEST, len(text.words))):
        if place > first and text.gap(place) not in {" ", "-"}:
            break
        if text.words[place] in _TRADES:
            last = place
    if last is not None and (of := _OF_WHAT.match(text.lower, text.ends[last])):
        return text.word_from(of.end()) - 1
    return last


def _job(text: Text, first: int, last: int) -> Finding:
    if text.words[first] in {"retired", "former"} and text.words[last] in COLLEAGUES - _TRADES:
        return Finding(text.starts[first], text.ends[last], Category.OCCUPATION, Certainty.HINT, "former colleague")
    safer = "older person" if text.before(text.starts[first], 1) == ["an"] else "person well known locally"
    return Finding(text.starts[first], text.ends[last], Category.OCCUPATION, Certainty.HINT, safer)

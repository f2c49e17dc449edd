"""Diseases so rare that they may name whoever has them."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.eponyms import RARE
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COMMON, INSTITUTIONS, words

_ILLS = r"(?:syndrome|disease|disorder|ana?emia|ataxia|encephalopathy|vasculitis|arteritis|dystrophy|dysplasia)\b"
_NAMED = re.compile(rf"(?:-[a-z]++){{0,3}}(?:'s)?(?: [a-z]++){{0,3}}?(?: |'s ){_ILLS}(?: type \w+)?")
_KNOWN_ALONE = re.compile(
    r"(?:prader-willi|niemann-pick(?: type [a-c])?|ehlers-danlos|gaucher's|hurler's|angelman's)\b"
)
_WHOLE = {
    lead: re.compile(pattern)
    for lead, pattern in {
        "stiff": r"stiff[ -](?:person|man) syndrome",
        "pyoderma": r"pyoderma gangrenosum",
        "antithrombin": r"antithrombin(?: iii)? deficiency",
        "factor": r"factor (?:v|vii|x|xi|xiii|5|7|10|11|13) deficiency",
        "huntington": r"huntington(?:'s)?(?: disease| chorea)?(?= in\b|,|\.| at\b)",
        "kennedy": r"kennedy(?:'s)? disease",
        "eosinophilic": r"eosinophilic granulomatosis(?: with polyangiitis)?",
        "granulomatosis": r"granulomatosis with polyangiitis",
        "scleroderma": r"scleroderma renal crisis",
        "myotonic": r"myotonic dystrophy",
        "malignant": r"malignant hyperthermia",
        "relapsing": r"relapsing polychondritis",
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
        "hereditary": r"hereditary (?:angioedema|ha?emorrhagic telangiectasia"
        r"|(?:[a-z]+ )?(?:neuropathy|amyloidosis|ataxia)"
        r"|spastic para(?:plegia|paresis)|spherocytosis|pancreatitis)",
        "familial": r"familial (?:mediterranean fever|adenomatous polyposis|hemiplegic migraine|dysautonomia)",
        "necrotising": r"necroti[sz]ing (?:autoimmune )?myopathy",
        "periodic": r"periodic paralysis",
        "erythropoietic": r"erythropoietic protoporphyria",
        "cerebrotendinous": r"cerebrotendinous xanthomatosis",
        "autoimmune": r"autoimmune encephalitis",
        "chronic": r"chronic (?:granulomatous disease|inflammatory demyelinating polyneuropathy)",
        "severe": r"severe combined immunodeficiency",
        "posterior": r"posterior cortical atrophy",
        "primordial": r"primordial dwarfism",
        "bladder": r"bladder exstrophy",
        "biliary": r"biliary atresia",
        "giant": r"giant axonal neuropathy",
        "systemic": r"systemic (?:mastocytosis|capillary leak syndrome)",
        "aicardi": r"aicardi(?:-gouti[eè]res)? syndrome",
        "conjoined": r"conjoined twins?",
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
    craniopharyngioma mastocytosis syringomyelia hypophosphatasia cystinuria phaeochromocytoma pheochromocytoma
    protoporphyria abetalipoproteinaemia fibrodysplasia pseudoxanthoma neuroacanthocytosis hyperoxaluria tyrosinaemia
    tyrosinemia hypophosphataemia achromatopsia aniridia holoprosencephaly hydranencephaly lissencephaly
    erythromelalgia neurosarcoidosis fucosidosis sialidosis cystathioninuria acromegaly amyloidosis
    hyperekplexia dermatomyositis syringobulbia neurofibromatosis trimethylaminuria xanthomatosis
    retinoblastoma pseudomyxoma ichthyosis scleromyxoedema calciphylaxis chordoma cherubism
""")
_OF_SOMEBODY = words("""
    has had have with having confirming diagnosed of got s his her their my rare is was called confirmed for carries
    lad lass man woman girl boy lady baby child son daughter m saying said says showed shows read reads mentioned
    revealed suspected back report result letter
""")
_ABOUT = words("""
    about on regarding webinar talk lecture teaching session module article paper read reading study charity
""")


def find_rare_conditions(text: Text) -> Iterator[Finding]:
    """Fabry disease, epidermolysis bullosa, CADASIL, Kleefstra syndrome, where somebody has it."""
    for kind in (_phrases, _single, _listed, _named_after_somebody, _named_after_genes):
        for first, end in kind(text):
            if _is_had(text, first, end):
                yield Finding(text.starts[first], end, Category.RARE_CONDITION, Certainty.HINT, "a rare condition")


def _phrases(text: Text) -> Iterator[tuple[int, int]]:
    for lead, pattern in _WHOLE.items():
        for place in text.where.get(lead, ()):
            if match := pattern.match(text.lower, text.starts[place]):
                yield place, match.end()


def _single(text: Text) -> Iterator[tuple[int, int]]:
    for word in (_ONE_WORD | _ACRONYMS) & text.present:
        for place in text.where[word]:
            if word in _ONE_WORD or text.written(place).isupper():
                first = _discoverer(text, place, anywhere=True)
                yield place if first is None else first, text.ends[place]


def _listed(text: Text) -> Iterator[tuple[int, int]]:
    for lead in RARE & text.present:
        for place in text.where[lead]:
            match = _NAMED.match(text.lower, text.ends[place]) or _KNOWN_ALONE.match(text.lower, text.starts[place])
            if match and text.written(place)[0].isupper():
                yield place, match.end()


_ACRONYMS = words("cadasil melas merrf pku fop pnh hht cjd veds mngie pkan nbia ocd1 sspe dmd mcad vlcad")
_SYNDROMES = words("syndrome disease disorder dystrophy ataxia arteritis anaemia anemia encephalopathy palsy atrophy")
_USUAL = words("""
    parkinson parkinsons alzheimer alzheimers crohn crohns graves addison addisons cushing cushings bell bells
    hodgkin raynaud raynauds sjogren tourette asperger aspergers paget menieres meniere lyme hashimoto hashimotos
    barrett barretts legionnaires legionnaire down downs kawasaki dupuytren wernicke korsakoff still guillain barre
    peyronie bright brights hodgkins coeliac celiac covid hellp reye mallory osgood irritable polycystic carpal
    motor nephrotic metabolic fatigue pierre von mental eating personality
""")


_COMMONER = (_USUAL | COMMON | INSTITUTIONS) - {"de", "la"}
_GENE = re.compile(r"[a-z]{2,6}\d{1,2}[a-z]?\d?")


def _named_after_somebody(text: Text) -> Iterator[tuple[int, int]]:
    """Diseases named after somebody whom few have heard of: Kleefstra syndrome, Erdheim-Chester disease."""
    for noun in _SYNDROMES & text.present:
        for place in text.where[noun]:
            first = _discoverer(text, place)
            if first is not None:
                yield first, text.ends[place]


def _named_after_genes(text: Text) -> Iterator[tuple[int, int]]:
    for noun in {"deficiency", "disorder", "syndrome"} & text.present:
        for place in text.where[noun]:
            gene = text.words[place - 1] if place and text.gap(place) == " " else ""
            if _GENE.fullmatch(gene) and text.written(place - 1).isupper():
                last = place + (text.words[place + 1 : place + 2] in (["disorder"], ["syndrome"], ["disease"]))
                yield place - 1, text.ends[last]


def _discoverer(text: Text, noun: int, *, anywhere: bool = False) -> int | None:
    """The first word of the people that a disease is named after, of few and with capitals."""
    first = noun
    for place in range(noun - 1, max(noun - 5, -1), -1):
        gap, written = text.gap(place + 1), text.written(place)
        small = text.words[place] in {"s", "de", "la", "muscular"} and text.gap(place + 1) == " "
        if gap not in {" ", "-", "'"} or not (small or (written[0].isupper() and not written.isupper())):
            break
        if not small:
            first = place
    words = set(text.words[first:noun])
    known = words & _COMMONER
    return None if first == noun or known or (not anywhere and text.opens_sentence(text.starts[first])) else first


def _is_had(text: Text, place: int, end: int) -> bool:
    """Whether somebody has a disease, instead of hearing or reading about it."""
    before = text.words[max(place - 5, 0) : place]
    if _ABOUT & set(before):
        return False
    listed = text.gap(place) == ", " and not text.opens_sentence(text.starts[place])
    double = "-" in text.plain[text.starts[place] : end] and text.plain[text.starts[place]].isupper()
    return listed or double or bool(_OF_SOMEBODY & set(before[-3:]))

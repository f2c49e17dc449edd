"""Work and public roles that narrow down who a patient or a relative is. What colleagues do is no secret here."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    COLLEAGUES,
    COMMON,
    FOLK,
    KIN,
    PATIENTS,
    PEOPLE,
    PEOPLES,
    TITLES,
    words,
)

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
    bricklayer trawlerman lobsterman sheriff colonel brigadier admiral wrestler boxer golfer swimmer cyclist gymnast
    skater mountaineer florist vet veterinarian pharmacologist geologist president mep msp alderman deacon curate
    verger sexton churchwarden goalkeeper goalie striker captain sprinter olympian paralympian athlete bookie
    bookmaker undertaker embalmer chef fishmonger greengrocer grocer milkman postie busker comedian magician clown
    dj composer playwright historian archaeologist physicist chemist biologist scientist mathematician programmer
    accountant banker broker surveyor planner auditor farrier saddler stockman shearer vintner brewer distiller
    winemaker ploughman lifeguard lifeboatman coxswain coastguard ferryman stevedore docker shipwright boatbuilder
    steelworker potholer caver steeplejack signalman stationmaster harbourmaster postwoman policeofficer constable
    inspector superintendent commissioner governor coroner marshal ranger warden astronaut cosmonaut milliner
    dressmaker cobbler hatter upholsterer tanner locksmith goldsmith silversmith tinsmith gunsmith blogger vlogger
    influencer youtuber streamer cartoonist illustrator photographer cameraman newsreader weatherman weathergirl
    anchor anchorman columnist editor bagpiper piper fiddler flautist oboist bassist soprano tenor baritone
    ballerina choreographer choirmaster quarterback linebacker pitcher rower canoeist yachtsman surfer snooker darts
    matador rodeo industrialist restaurateur hotelier landowner laird squire earl countess friar abbot missionary
    crier bearer engraver typesetter spy codebreaker seamster machinist toolmaker blaster quarryman foreman
    lumberjack trapper aerialist acrobat stuntman stuntwoman falconer submariner juggler trapeze puppeteer yodeller
    astronaut candidate cryptographer lockkeeper muralist perfumer taxidermist ventriloquist bullfighter jouster
    oceanographer volcanologist meteorologist palaeontologist paleontologist zookeeper bassoonist trombonist
    saxophonist percussionist accordionist lyricist screenwriter sommelier croupier chauffeur aristocrat lighthouseman
    railwayman busman tramdriver lengthsman thatchers drayman smuggler gravedigger bargee bargeman jouster commentator
""")
_ENDINGS = (
    *("er", "or", "ist", "ician", "man", "woman", "smith", "wright", "monger", "master", "mistress", "maid", "herd"),
    *("tress", "eer", "hand", "clerk", "guard", "chef", "nanny", "judge", "diver", "lady", "pilot", "officer", "head"),
)
"""How words for work end."""

_NOT_WORK = (
    words("""
    smoker drinker user carer sufferer mother father sister brother daughter danger matter number other another
    reminder factor member partner neighbour neighbor teenager pensioner fighter worrier survivor walker talker eater
    sleeper visitor donor owner lover believer stranger newcomer beginner learner bystander wonder disaster monster
    winter summer corner letter paper river tower shower error mirror horror major minor senior junior prior cancer
    ulcer bladder order never ever after under over bother character younger older elder former later newer water
    chapter regular poor door floor colour color behaviour behavior labour labor favour humour odour bleeder
    responder loner wanderer transfer answer quarter center better bigger hunger anger list exist twist wrist waist
    feminist optimist pessimist realist perfectionist tourist man woman gentleman lady human german roman hand head
    first joker caller sitter offender attender monitor sensor doppler trigger barrier buffer layer power finger
    shoulder liver fever blister catheter ladder stickler hoarder wheelchair further rather neither either together
    altogether however moreover whether everywhere indicator predictor mentor counter hour tour your four blur
    smaller larger bigger slower faster quicker stronger weaker harder easier nicer kinder calmer quieter louder
    drover keener outlier runner leader manager supervisor consultant worker computer hoover cooker boiler dinner
    supper corner planner starter settler sister master officer driver cleaner hairdresser advisor adviser director
    helper listener speaker reader writer thinker giver killer cracker corker keeper eyeopener turner ember
""")
    | PATIENTS
    | KIN
)
_COMPOUNDED = words("""
    driver officer cleaner manager director worker master lady head operator hand candidate commissioner mechanic
    leader writer runner keeper clerk hairdresser adviser advisor designer attendant star porter assistant owner
    fisherman supervisor
""")
"""Heads that are work when a word before tells which: lorry driver, harbour master, deputy head."""

_COMMON_KINDS = words("""
    heavy good bad big great real slow fast hard poor quick social support care team key bank night line charge ward
    natural born proud private keen strong light chain frequent regular early late daily bit lovely brilliant bed
    student practice nurse clinical medical
""")
_AT_WORK = words("""
    colleague colleagues student students mentor mentee preceptor preceptee tutor buddy trainee boss assistant
    associate team crew lead deputy intern resident fellow attending rep agent worker visitor workers crewmate
""")
"""Whom somebody works with, which says nothing of what they are."""

_LONGEST = 4

_OWN = words("i m we my me im ive id")
"""With these before, the writer speaks of themselves."""

_FAME = (("well", "known"), ("widely", "known"), ("locally", "known"))
_KNOWN = words("local prominent famous celebrated renowned serving beloved retired former past")
_TOWN = words("town village city parish county district island valley")
_OF_WARDS = words("champion player keeper coach chaplain minister selector president trainer")
_ALL_LIFE = re.compile(
    r" (?:for (?:\w+ ){0,2}(?:years|decades)|all (?:his|her) life|by trade|by profession|before (?:he|she|retir)"
    r"|until (?:he|she|retir)|at the (?:local|town|village|city)|in (?:his|her) (?:\w+ )?(?:day|youth|twenties|thirties"
    r"|forties|fifties|sixties|seventies|eighties|nineties))\b"
)
_OF_WHAT = re.compile(
    r" (?:of|for|at|with|in) (?:the|our|their|a) (?:[a-z]+ )?(?:show|club|society|choir|council|parish|county|town"
    r"|village|school|union|band|side|team|city|primary|church|cathedral|orchestra|opera)\b"
)
_PUBLIC = re.compile(
    r"(?:chairs|chaired|sits on|sat on|play(?:s|ed)(?: [a-z]+)? (?:for|in|with)|captains|captained|conducts"
    r"|sings? (?:with|in|for)|sang (?:with|in|for)|danced? (?:with|for)|dances (?:with|for)|performs? (?:with|at)"
    r"|coach(?:es|ed)|referees|umpires|edits|edited|presents|presented|hosts|hosted|leads|directs"
    r"|(?:ran|runs|owns|owned|manages|managed|keeps|kept)(?= (?:the|a|our) (?:[a-z]+ ){0,2}(?:post office|pub|shop|cafe"
    r"|farm|bakery|chippy|garage|choir|newsagents?|theatre|hotel|restaurant|takeaway|salon|stables|kennels|dairy"
    r"|butchers|nursery|stall|bookshop|florists?|b&b|guest house|boatyard|brewery|vineyard|ranch|diner|store)))"
    r" ?(?:(?:the|our|a|for|an) )?(?:[a-z']++[ -]){0,5}?"
    r"(?:committee|bench|council|team|club|choir|orchestra|band|party|show|shop|pub|farm|cafe|chippy|salon|stables"
    r"|kennels|dairy|butchers|stall|bookshop|hotel|restaurant|takeaway|opera|ballet|league|paper|newspaper|news"
    r"|programme|brewery|vineyard|ranch|diner|store|boatyard|florists?|kennel|newsagents?|theatre|nursery|b&b"
    r"|office|bakery|garage|side|eleven|house|board of governors|board)\b(?! talk)"
    r"(?: (?:in|on|for) (?:our|the) (?:village|town|seafront|front|corner|high street|county|city))?"
)
_PUBLIC_LEADS = words("""
    chairs chaired sits sat play plays played captains captained conducts ran runs owns owned sing sings sang dance
    danced dances perform performs coaches coached referees umpires edits edited presents presented hosts hosted leads
    directs manages managed keeps kept
""")
_CLINICAL = words("ward clinic unit team nhs hospital shift handover patient patients round board meeting governors")
_ROUTES = re.compile(
    r"(?:drives|drove|driving) (?:the|a) (?:[a-z]+ )?(?:school bus|mobile library|ice cream van|milk float|gritter)\b"
    r"|preach(?:es|ed) at (?:the|our) [a-z ]{3,20}?(?:church|chapel|mosque)\b"
    r"|teach(?:es)? (?:[a-z]+ )?at the (?:local|village|primary|high|secondary)[a-z ]{0,12}(?:school|college)\b"
    r"|rings the (?:church )?bells\b|(?:won|took) (?:an olympic|a world|the world|gold|silver|bronze)"
    r"(?: [a-z]+){0,3}?(?: medal| title| cup| championships?)\b"
    r"|represent(?:ed|s) (?:england|scotland|wales|ireland|great britain|(?:the|her|his) (?:county|country))\b"
)
_ROUTE_LEADS = words("drives drove driving preaches preached teach teaches rings won took represented represents")
_LOOSE_BEFORE = words("been used worked works working employed job work career life time trained living days years")


def find_occupations(text: Text) -> Iterator[Finding]:
    """A retired headteacher, the local vicar, he used to be a harbour master, she plays for the town's team."""
    for ways in (_retired, _renowned, _what_somebody_is, _without_article, _unlike_anyone, _in_public):
        yield from ways(text)


def _retired(text: Text) -> Iterator[Finding]:
    """A retired bus driver, a former council leader, an ex-miner."""
    for lead in {"retired", "former", "past", "ex"} & text.where.keys():
        for place in text.where[lead]:
            if place + 1 == len(text.words) or text.gap(place + 1) not in {" ", "-"} or _is_own(text, place, 3):
                continue
            if lead == "ex" and text.words[place + 1] in KIN | _NOT_WORK:
                continue
            last = _trade(text, place + 1, loose=lead != "past", colleagues=lead != "past")
            if last is None and lead == "retired" and _may_be_work(text, place + 1):
                last = place + 1
            if last is not None:
                yield _job(text, place, last)


def _is_own(text: Text, place: int, most: int) -> bool:
    """Whether the writer is meant: I am a retired nurse myself."""
    return bool(_OWN & set(text.words[max(place - most, 0) : place]))


def _may_be_work(text: Text, place: int) -> bool:
    """Whether an unknown word after "a retired" is somebody's work."""
    article = text.before(text.starts[place] - 1, 2)[:1]
    return article in (["a"], ["an"], ["the"]) and text.words[place] not in PEOPLE


def _renowned(text: Text) -> Iterator[Finding]:
    """The local vicar, the town's mayor, a well-known radio presenter."""
    for lead in _KNOWN - {"retired", "former", "past"} & text.where.keys():
        for place in text.where.get(lead, ()):
            if place and text.words[place - 1] in {"the", "a", "our", "and", "s", "known"}:
                yield from _known_for(text, place, place + 1)
    for place in text.where.get("known", ()):
        if place and (text.words[place - 1], "known") in _FAME:
            yield from _known_for(text, place - 1, place + 1)
    for lead in _TOWN & text.where.keys():
        for place in text.where[lead]:
            owned = text.words[place + 1 : place + 2] == ["s"]
            if place and text.words[place - 1] in {"the", "our"}:
                yield from _known_for(text, place, place + 1 + owned)


def _known_for(text: Text, first: int, place: int) -> Iterator[Finding]:
    last = _trade(text, place)
    if last is not None and text.words[last] not in _OF_WARDS and place < len(text.words) and text.gap(place) == " ":
        yield _job(text, first, last)


def _what_somebody_is(text: Text) -> Iterator[Finding]:
    """He used to be a harbour master; Mr Pike, a farmer, came; a dairy farmer in his fifties."""
    for article in {"a", "an", "our", "the"} & text.where.keys():
        for place in text.where[article]:
            last = _after_article(text, place)
            if last is not None:
                yield _job(text, place + 1, last)


def _after_article(text: Text, article: int) -> int | None:
    """The last word of somebody's work after an article."""
    loose = _is_loosely_work(text, article)
    if loose or _is_what_somebody_is(text, article):
        last = _trade(text, article + 1, loose=True)
        return last if last is not None and (loose or _is_surely_work(text, article + 1, last)) else None
    if text.words[article] not in {"a", "an"} or _is_own(text, article, 4):
        return None
    last = _trade(text, article + 1)
    return last if last is not None and _ALL_LIFE.match(text.lower, text.ends[last]) else None


def _without_article(text: Text) -> Iterator[Finding]:
    """He'd been town crier; a 63-year-old fisherman; 58M, Hmong, pitching coach."""
    for place in text.where.get("been", ()):
        if {"he", "she", "who"} & set(text.words[max(place - 3, 0) : place]):
            yield from _work_from(text, place + 1)
    for place in text.where.get("old", ()):
        if place and text.words[place - 1] in {"year", "yr", "years", "yrs"}:
            yield from _work_from(text, place + 1)
    for article in {"a", "an"} & text.where.keys():
        for place in text.where[article]:
            if _is_cared_for(text, place):
                yield from _work_from(text, place + 1)
    for place in text.coded:
        if text.words[place][-1] in "fmo":
            yield from _among_notes(text, place + 1)


_CARING = words("""
    treated nursed assessed saw seen met visited visiting treating assessing nursing had patient patients client clients
    looked caring cared reminded chap chaps man woman lady gentleman lad girl bloke clerked examined seeing got one for
""")
_CARED = words("a an of on after for with to one")


def _is_cared_for(text: Text, article: int) -> bool:
    """Whether what follows is whom somebody looks after: I treated a rodeo clown; a chap, a ferry postman, came."""
    before = text.words[max(article - 4, 0) : article]
    if not before or article + 1 >= len(text.words):
        return False
    last = _trade(text, article + 1)
    if last is None or text.words[last] in _OF_WARDS or {"student", "nurse"} & set(text.words[article:last]):
        return False
    rarely = last > article + 1 or text.words[last] not in COLLEAGUES
    gap = text.gap(article)
    if gap == " " and rarely and before[-1] in _CARING - {"for", "patients", "clients"} and before[-1] not in PEOPLE:
        if before[-1] in {"had", "got"}:
            who = text.plain.startswith((" who", " with", " in his", " in her"), text.ends[last])
            return last > article + 1 and before[-1] == "had" and who
        return before[-1] == "one" or bool({"i", "we"} & set(before))
    if gap == " " and rarely and before[-1] in {"of", "for", "after"}:
        return bool({"reminded", "caring", "cared", "looked", "looking"} & set(before))
    return (
        gap in {", ", " - "}
        and rarely
        and bool(FOLK & set(text.words[max(article - 9, 0) : article]))
        and (
            text.plain[text.ends[last] : text.ends[last] + 1] in {",", "."}
            or text.plain[text.ends[last] : text.ends[last] + 4] in {" who", " - w", " and"}
        )
    )


def _work_from(text: Text, first: int) -> Iterator[Finding]:
    last = _trade(text, first)
    if last is not None and text.gap(first) == " ":
        yield _job(text, first, last)


def _among_notes(text: Text, first: int) -> Iterator[Finding]:
    first += first < len(text.words) and text.words[first] in PEOPLES
    if first < len(text.words) and text.gap(first) == ", " and _is_closed(text, first):
        last = _trade(text, first)
        if last is not None:
            yield _job(text, first, last)


def _is_loosely_work(text: Text, article: int) -> bool:
    """Whether work is spoken of, so that most words for what people do are meant: used to be a, his job as a."""
    before = text.words[max(article - 6, 0) : article]
    if not before or (_OWN & set(before[-5:])):
        return False
    if before[-1] == "as":
        return bool(_LOOSE_BEFORE & set(before[-4:])) and bool({"her", "his", "she", "he", "who", "s"} & set(before))
    return before[-3:] == ["used", "to", "be"] or (before[-1] == "been" and bool({"he", "she", "who"} & set(before)))


def _is_what_somebody_is(text: Text, article: int) -> bool:
    """Whether what follows is what somebody is: he's a, who was the, her husband is a, a gentleman, a."""
    before = text.words[max(article - 4, 0) : article]
    if text.gap(article) == ", " and _is_named(text, article - 1) and article + 1 < len(text.words):
        return True
    if not before or _OWN & set(before):
        return False
    if text.gap(article) in {", ", " ("}:
        return before[-1] in FOLK | KIN or _is_named(text, article - 1) or _is_closed(text, article + 1)
    if text.gap(article) != " " or before[-2:] == ["is", "also"]:
        return text.gap(article) == " "
    if before[-1] in {"is", "was", "s", "been", "be", "also", "he", "she", "d"}:
        return bool(({"he", "she", "who", "used", "d", "also"} | KIN | FOLK) & set(before[:-1]))
    return False


def _is_closed(text: Text, first: int) -> bool:
    """Whether an occupation that begins at a word ends its clause: Iraqi, a novelist, tiny."""
    last = _trade(text, first)
    return (
        last is not None
        and (text.words[last] not in COLLEAGUES or text.words[first - 1] != "the")
        and text.plain[text.ends[last] : text.ends[last] + 1] in {",", ".", "!", ")", ";"}
    )


def _is_named(text: Text, place: int) -> bool:
    """Whether a word ends a name with its title: Mr Pike, a farmer."""
    return place > 0 and text.written(place)[0].isupper() and text.words[place - 1] in TITLES


def _is_surely_work(text: Text, first: int, last: int) -> bool:
    return text.words[last] in _TRADES or last > first or _ALL_LIFE.match(text.lower, text.ends[last]) is not None


def _unlike_anyone(text: Text) -> Iterator[Finding]:
    """Roles of which a place has one: the mayor, the headteacher of the village school."""
    for trade in _TRADES & text.where.keys():
        for place in text.where[trade]:
            if not place or text.words[place - 1] not in {"the", "our"}:
                continue
            of = _OF_WHAT.match(text.lower, text.ends[place])
            if of:
                yield _job(text, place, text.word_from(of.end()) - 1)
            elif trade in {"mayor", "mayoress", "mp", "postmistress", "laird"} and text.gap(place) == " ":
                yield _job(text, place, place)


def _in_public(text: Text) -> Iterator[Finding]:
    for leads, pattern in ((_PUBLIC_LEADS, _PUBLIC), (_ROUTE_LEADS, _ROUTES)):
        for lead in leads & text.where.keys():
            for place in text.where[lead]:
                before = text.words[place - 1] if place else ""
                staff = before in _NOBODY or before in COLLEAGUES or _is_own(text, place, 2)
                match = None if staff else pattern.match(text.lower, text.starts[place])
                if match and not _CLINICAL & set(match[0].split()):
                    yield Finding(*match.span(), Category.OCCUPATION, Certainty.HINT, "has a part in local life")


_NOBODY = words("team it which that this board ward trust system app you they to")


def _trade(text: Text, first: int, *, loose: bool = False, colleagues: bool = False) -> int | None:
    """The last word of an occupation that begins at a word: lighthouse keeper, prison chaplain."""
    last = None
    if first < len(text.words) and text.words[first] in _JUDGED:
        return None
    for place in range(first, min(first + _LONGEST, len(text.words))):
        word = text.words[place]
        if place > first and (text.gap(place) not in {" ", "-", "'"} or (word in COMMON and text.gap(place) == " ")):
            break
        if (
            word in _TRADES
            or _is_compound(text, first, place)
            or (loose and _is_work(word))
            or (colleagues and word in COLLEAGUES and word not in _NOT_WORK | _AT_WORK)
        ):
            last = place
    if last is not None and (of := _OF_WHAT.match(text.lower, text.ends[last])):
        return text.word_from(of.end()) - 1
    return last


_JUDGED = words(
    "senior keen good poor great bad bit real natural born lovely terrible brilliant reliable unreliable big little"
)


def _is_compound(text: Text, first: int, place: int) -> bool:
    if place == first or text.words[place] not in _COMPOUNDED:
        return False
    kind = text.words[place - 1]
    return kind.isalpha() and kind not in _COMMON_KINDS and kind not in COMMON and not kind.endswith(("ing", "ed"))


def _is_work(word: str) -> bool:
    if word in _NOT_WORK or word in COLLEAGUES or word in COMMON or len(word) < 5:
        return False
    return word.endswith(_ENDINGS)


def _job(text: Text, first: int, last: int) -> Finding:
    span = text.starts[first], text.ends[last]
    if text.words[first] in {"retired", "former"} and text.words[last] in COLLEAGUES - _TRADES:
        return Finding(*span, Category.OCCUPATION, Certainty.HINT, "former colleague")
    safer = "older person" if text.before(text.starts[first], 1) == ["an"] else "person well known locally"
    return Finding(*span, Category.OCCUPATION, Certainty.HINT, safer)

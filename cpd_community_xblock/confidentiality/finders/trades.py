"""Words for what people do for a living, and for the part they have in public life."""

import re

from cpd_community_xblock.confidentiality.vocabulary import KIN, PATIENTS, words

TRADES = words("""
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
    monk nun friar provost oysterman announcer newscaster anchorwoman violin organiser comic drummer fundraiser
    toastmaster
    railwayman busman tramdriver lengthsman thatchers drayman smuggler gravedigger bargee bargeman jouster commentator
""")

ENDINGS = (
    *("er", "or", "ist", "ician", "man", "woman", "smith", "wright", "monger", "master", "mistress", "maid", "herd"),
    *("tress", "eer", "hand", "clerk", "guard", "chef", "nanny", "judge", "diver", "lady", "pilot", "officer", "head"),
)
"""How words for work end."""

NOT_WORK = (
    words("""
    lady smoker drinker user carer sufferer mother father sister brother daughter danger matter number other another
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

COMPOUNDED = words("""
    driver officer cleaner manager director worker master lady head operator hand candidate commissioner mechanic
    leader writer runner keeper clerk hairdresser adviser advisor designer attendant star porter assistant owner
    fisherman supervisor
""")
"""Heads that are work when a word before tells which: lorry driver, harbour master, deputy head."""

COMMON_KINDS = words("""
    tiny small frail little
    heavy good bad big great real slow fast hard poor quick social support care team key bank night line charge ward
    natural born proud private keen strong light chain frequent regular early late daily bit lovely brilliant bed
    student practice nurse clinical medical
""")

AT_WORK = words("""
    colleague colleagues student students mentor mentee preceptor preceptee tutor buddy trainee boss assistant
    associate team crew lead deputy intern resident fellow attending rep agent worker visitor workers crewmate
""")
"""Whom somebody works with, which says nothing of what they are."""
OF_WHAT = re.compile(
    r" (?:of|for|at|with|in|on) (?:the|our|their|a) (?:[a-z']{2,14}(?: |(?='s))(?:'s )?){0,5}?(?:show|club"
    r"|society|choir|council|parish|county|town"
    r"|village|school|union|band|side|team|city|primary|church|cathedral|orchestra|opera|board|league|valley"
    r"|island|regiment"
    r"|chain|shop|salon|pub|paper|station|theatre|circus|zoo|museum|farm|parish|college|university|committee"
    r"|bench|harbour)\b(?!')"
    r"(?! (?:[a-z]+ )?(?:school|team|club|side|council|choir|band|orchestra|board"
    r"|church|society|league|show|committee)\b)"
    r"(?: in town\b)?"
)
PUBLIC = re.compile(
    r"(?:chairs|chaired|sits on|sat on|play(?:s|ed)(?: [a-z]+)? (?:for|in|with)|captains|captained|conducts"
    r"|sings? (?:with|in|for)|sang (?:with|in|for)|danced? (?:with|for)|dances (?:with|for)|performs? (?:with|at)"
    r"|coach(?:es|ed)|referees|umpires|edits|edited|presents|presented|hosts|hosted|leads|directs"
    r"|(?:ran|runs|owns|owned|manages|managed|keeps|kept)(?= (?:the|a|our) (?:[a-z]+ ){0,2}(?:post office|pub"
    r"|shop|cafe"
    r"|farm|bakery|chippy|garage|choir|newsagents?|theatre|hotel|restaurant|takeaway|salon|stables|kennels|dairy"
    r"|butchers|nursery|stall|bookshop|florists?|b&b|guest house|boatyard|brewery|vineyard|ranch|diner|store)))"
    r" ?(?:(?:the|our|a|for|an) )?(?:[a-z']++[ -]){0,5}?"
    r"(?:committee|bench|council|team|club|choir|orchestra|band|party|show|shop|pub|farm|cafe|chippy|salon|stables"
    r"|kennels|dairy|butchers|stall|bookshop|hotel|restaurant|takeaway|opera|ballet|league|paper|newspaper|news"
    r"|programme|brewery|vineyard|ranch|diner|store|boatyard|florists?|kennel|newsagents?|theatre|nursery|b&b"
    r"|office|bakery|garage|side|eleven|house|board of governors|board)\b(?! talk)"
    r"(?: (?:in|on|for) (?:our|the) (?:village|town|seafront|front|corner|high street|county|city))?"
)
PUBLIC_LEADS = words("""
    chairs chaired sits sat play plays played captains captained conducts ran runs owns owned sing sings sang dance
    danced dances perform performs coaches coached referees umpires edits edited presents presented hosts hosted leads
    directs manages managed keeps kept
""")
ROUTES = re.compile(
    r"(?:drives|drove|driving) (?:the|a) (?:[a-z]+ )?(?:school bus|mobile library|ice cream van|milk float|gritter)\b"
    r"|preach(?:es|ed) at (?:the|our) [a-z ]{3,20}?(?:church|chapel|mosque)\b"
    r"|teach(?:es)? (?:[a-z]+ )?at the (?:local|village|primary|high|secondary)[a-z ]{0,12}(?:school|college)\b"
    r"|reads? the (?:[a-z]+ ){0,2}(?:news|weather|football results|shipping forecast)\b(?: on [a-z0-9]+(?: \d+)?)?"
    r"|does the (?:[a-z]+ ){0,2}(?:weather|forecast|breakfast show|traffic news) on [a-z0-9]+(?: \d+)?"
    r"|rings the (?:church )?bells\b|(?:won|took) (?:an olympic|a world|the world|gold|silver|bronze)"
    r"(?: [a-z]+){0,3}?(?: medal| title| cup| championships?)\b"
    r"|represent(?:ed|s) (?:england|scotland|wales|ireland|great britain|(?:the|her|his) (?:county|country))\b"
)
ROUTE_LEADS = words(
    "read reads does drives drove driving preaches preached teach teaches rings won took represented represents"
)
ROLES = words("""
    chair chairman chairwoman chairperson treasurer captain secretary president head leader founder owner manager
    editor
    principal director organiser choirmaster violin cello tenor soprano alto bass striker keeper coach conductor star
    host announcer voice face dean provost warden trustee chief boss queen king minister patron goalie lead
""")

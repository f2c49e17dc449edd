"""Words that more than one finder goes by, in lower case and without accents."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KIN = words("""
    husband wife partner spouse fiance fiancee bride groom widow widower boyfriend girlfriend ex mum mummy mom mommy
    mam mama mammy ma mother father dad daddy papa pa da parent parents son sons daughter daughters child children
    brother brothers sister sisters sibling siblings twin twins triplet aunt aunts auntie aunty uncle uncles niece
    nieces nephew nephews cousin cousins grandson grandsons granddaughter granddaughters grandchild grandad granddad
    grandpa grandma grandmother grandfather gran granny nan nana nanna gramma pop pops abuela abuelo stepson
    stepdaughter stepmother stepfather stepmum stepdad stepmom stepbrother stepsister godmother godfather godson
    goddaughter nok carer carers caregiver guardian friend friends neighbour neighbours neighbor neighbors flatmate
    housemate roommate lodger landlord landlady owner fella missus hubby sibs bairn kid kids bro sis mate mates
    bestie pal buddy companion lover fosterer relative relatives flatmates grandparents grandparent grandchildren
    grandkids grandkid meemaw memaw peepaw stepbrothers stepsisters stepchildren stepkids housemates godchild
    godparent hubbie wifey pals confidant nanny oma opa nonna nonno babcia bibi ammi abba amma appa yiayia lola lolo
    halmeoni mormor tita tito dida nani stepchild helper dtr dau comadre compadre comare birthpartner classmate
    classmates schoolmate schoolmates batchmate workmate workmates penpal playmate teammate bandmate shipmate
    bedmate nextdoor
""")
"""Whom somebody has."""

COLLEAGUES = words("""
    colleague colleagues coworker coworkers manager supervisor mentor mentee preceptor preceptee assessor educator
    tutor lecturer facilitator buddy student students trainee apprentice registrar consultant sho reg houseman
    intern resident fellow attending hospitalist surgeon surgeons anaesthetist anesthetist anesthesiologist
    physician doctor doctors medic gp radiographer sonographer radiologist pathologist oncologist cardiologist
    neurologist urologist dermatologist paediatrician pediatrician psychiatrist psychologist therapist counsellor
    counselor physio physiotherapist ot slt salt slp dietitian dietician pharmacist technician tech dispenser
    optometrist optician orthoptist podiatrist dentist hygienist nurse nurses midwife midwives doula hca hcsw cna
    cnas pca lpn rn np pa sn ssn paramedic paramedics emt emts crewmate responder porter receptionist clerk
    secretary chaplain interpreter translator advocate matron sister scientist phlebotomist cns dn anp acp odp fy1
    fy2 f1 f2 st1 st3 st5 ct1 gpst lvn cota cca ssw caseworker keyworker coordinator worker visitor assistant
    associate officer constable warden teacher head headteacher teammate leader lead boss scrub operator driver
    cleaner domestic housekeeper cook volunteer perfusionist coroner solicitor orderly sitter aide respiratory rt
    crna pharmd senco sw cpn hv ahp locum practitioner specialist rep agent inspector dispatcher firefighter deputy
    physios pharmacists hcas amhp imha crew counsellors odps dnm lsa sdm hst ct2 st2 st4 st6 st7 fy3 psychologists
    therapists dietitians senior junior carers imam rabbi healthvisitor radiographers porters chaplains managers
    instructor bishop priest vicar detective sergeant scribe superintendent principal headmaster headmistress chef
    gardener hairdresser barber coach trainer healthcare bursar governor oda odas pma rmo bunkmate cellmate handyman
    grad grads foreman forewoman promotora partera batman groundsman janitor concierge dietary biller coder prereg
    preregistration pgy intensivist nephrologist haematologist hematologist endocrinologist obstetrician
    gynaecologist gynecologist geriatrician rheumatologist neonatologist gastroenterologist audiologist embryologist
    microbiologist phlebotomy sonologist scrubber runner traveler traveller floater precepting colorectal arnp aprn
    cnl acnp cma ma lcsw msw rd rrt crt coroners investigator undertaker celebrant lawyer attorney paralegal bailiff
    landlord dispatchers telehealth scheduler auditor reviewer adjuster admin administrator courier registrars
    housekeepers trainees docent caseworkers navigator newbie sponsor
""")
"""Whom somebody works with."""

PATIENTS = words("""
    patient patients pt pts px client clients resident residents user users inmate prisoner detainee baby babe bub
    newborn neonate infant toddler boy girl lad laddie lass lassie teenager teen youngster youth lady gentleman gent
    man woman chap bloke guy fella fellow veteran mother mum mom pensioner widow caller casualty victim survivor
    learner pupil refugee runner nun monk person individual donor recipient member kid child eldest youngest elder
    deceased starter charge mw kin latter twin grader preschooler kindergartner schoolboy schoolgirl freshman
    sophomore camper boarder parishioner
""")
"""Whom somebody cares for, and words for anyone."""

PEOPLE = KIN | COLLEAGUES | PATIENTS

FOLK = (
    PATIENTS
    | words("""
    family families father dad couple grandmother grandfather parents elder widow migrant community refugees men
    women households migrants
""")
) - words("user users member")
"""Patients and those around them."""

MONTHS = words("""
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sept sep oct nov dec
""")
WEEKDAYS = words("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    mondays tuesdays wednesdays thursdays fridays saturdays sundays
""")

COMMON = words("""
    a about above across actually admitted afraid after afterwards again against ago agreed ahead all allowed almost
    alone along already also although always am among an and another answered any anybody anyone anything anyway
    apparently appeared are aren around arrived as ask asked asking asks assessed at ate away back badly be became
    because become been before began behind being believe below beside best better between beyond bleeped both bring
    brought but by call called calls came can cannot care checked chose clearly come comes consequently continued
    could couldn cried currently dealt decided describe described despite did didn died discharged discussed do
    documented does doesn doing don done down during each earlier early either else elsewhere enough especially even
    eventually ever every everybody everyone everything examined except explained family fast feel feeling feels
    fell felt few finally fine first for former forgot fortunately found from frequently further gave get gets
    getting give given gives go goes going gone good got great had hadn happened happy has hasn have haven having he
    hears heard hello help helped her here hers herself hey hi him himself his home honestly how however i if in
    indeed initially instead into is isn it its itself just kept kindly knew know known knows last late lately later
    least leave led left less let like little live lived lives living long look looked looking looks lost lot
    luckily made mainly make makes many may maybe me mean meant meanwhile might mine minutes more moreover most
    mostly moved much must my myself near nearby nearly need needed needs neither never new next no nobody none nor
    normally not nothing noticed now obviously of off often ok okay old on once one only onto or other others
    otherwise our ours ourselves out outside over overall own passed per perhaps personally phoned please plus
    possibly present previously probably put quickly quite rang rather read really recently refused remember
    remembered reminded reported replied responded right round said same sat saw say saying says see seeing seem
    seemed seems seen sent several shall she should shouldn showed shown similarly simply since sister slept slowly
    smiled so some somebody somehow someone something sometimes somewhere soon sorry speak specifically spent spoke
    stand started stayed still stood stopped straight such suddenly suggested sure take taken takes taking talk
    talked taught tell tells than thank thankfully thanks that the their theirs them themselves then there therefore
    these they thing things think thinking this those though thought through throughout thus till time to today
    together told tomorrow tonight too took towards tried tries truly try trying turned twice two three four five
    six seven eight nine ten un under unfortunately until up upon us use used using usually very via visited wait
    waited walk walked want wanted wants was wasn watched way we well went were weren what when where whether which
    while who whole whom whose why will wish with within without woke won wonder wondered words work worked working
    works worried would wouldn written wrote yes yesterday yet you your yours yourself dont didnt wasnt isnt cant
    wont im ive shes hes thats theyre whats youre wouldnt couldnt hadnt easter christmas eid ramadan diwali covid
    morning afternoon evening night nights shift shifts week weeks weekend month months year years day days hour
    hours whilst duty break lunch handover safety safe name names number numbers unknown unnamed anon anonymous
    anonymised redacted calm stable alert unwell deceased sadly happily whoever whatever nowhere everywhere
    regarding following considering advised administered applied arranged attended breathing coming crying escalated
    explaining feeding insisted laughing listened meets missed mentioned nodded noted offered ordered prescribed
    presented prefers recommended referred requested returned reviewed rounds signs signed sits sitting stands
    talking turns understood visits whispered wheeled experience feedback information consent concerns
    confidentiality dignity education discharge transfer admission assessment outcome outcomes priority training
    practice satisfaction centred flow group groups portal records record notes note list lists story stories
    history journey choice perspective perspectives view views voice voices identity label wristband chart file form
    googled facetimed skyped whatsapped zoomed tweeted hoovered ubered photoshopped thanksgiving hanukkah passover
    breech vertex cephalic policy policies juneteenth xmas lent advent ashura vaisakhi holi forms leaflet question
    questions answer answers comment comments line lines bay bed beds side room rooms corridor desk refuses reports
    denies states complains nil nbm pain painful oral iv sc po prn stat obs bp hr rr gcs news sats sometime wanting
    friendly team colleagues folks guys sir madam
""")
"""Words that start sentences, follow people and head lines, and name nobody."""

INSTITUTIONS = words("""
    nhs gmc nmc hcpc gphc rcn rcm rcp rcgp bma nice cqc mhra hse who cdc fda cms jcaho gp gps ae ed er icu itu hdu
    nicu picu scbu ccu mau amu sau eau cdu theatre theatres resus triage maternity paediatrics pediatrics oncology
    radiology pathology pharmacy outpatients surgery surgical medical acute emergency labour labor delivery
    antenatal postnatal community district general royal university hospital hospice clinic ward unit centre center
    department service services team teams council trust board committee security switchboard safeguarding pals
    datix police ambulance fire emis systmone rio epic cerner lorenzo meditech athena zoom whatsapp facebook google
    word excel powerpoint english welsh scottish irish british american european african asian indian polish
    romanian spanish french german italian chinese somali urdu punjabi bengali arabic hindi gujarati turkish
    infirmary academy prison residential nursing assisted gastro haem onc ortho renal cardio neuro gynae obs maxfax
    vascular paeds peds stroke plastics ent dietetics frailty estates portering housekeeping catering micro
    histology haematology biochem neonates neonatal resuscitation preop postop daycase endoscopy outreach rehab
    transport procurement payroll occ opd pacu hematology microbiology biochemistry chaplaincy physiotherapy
    podiatry optometry dentistry portuguese england wales scotland ireland britain uk usa us london europe africa
    asia christian muslim jewish hindu sikh buddhist catholic jehovah god lord act code band level year grade stage
    step part section article chapter figure table domain standard tier macmillan admiral samaritans cruse duty
    covid mrsa sepsis copd ecg ekg ct mri occupational physical speech mental health social infection tissue
    palliative critical intensive high special advanced clinical charge staff senior junior lead specialist
    practitioner consultant deputy chief head director manager midwifery medicine dental physio allied registered
    newly qualified bank agency international foundation core specialty higher degree diploma masters phd msc bsc ba
    ma union advice liaison residency school schools formulary college society association institute scheme reader
    rota coordinator wards units prescribers prescriber library group gym studies army navy force church parish
    street road taxi complaint complaints executive executives operating exec financial inspectorate partnership
    partnerships pain lounge kitchen reception programme framework network line helpline unicef handbook update
    manual guide leaflet passport pathway journal forum hub app zone week day lanyard bleep pager mr mrs ms miss mx
    dr prof
""")
"""Bodies, departments, programs, grades, and whatever else has a capital without being anybody."""

DEPARTMENTS = words("""
    theatre theatres radiology xray x ray reception recovery maternity ed icu itu hdu nicu physio ot nights days
    switchboard triage security pathology admissions agency hr ward office desk kitchen housekeeping safeguarding
    outreach dietetics estates portering pals shift team crew clinic endoscopy oncology paediatrics pediatrics
    hospice hospital surgery ae resus ambulance outpatients department rehab upstairs downstairs delivery labour
    labor finance payroll telemetry control supply stores transport admin pacs coding scheduling dispatch med surg
    respiratory night bank opd pacu cath gynae cardiology dispensary haematology hematology lab labs laboratory
    billing histology microbiology biochemistry records informatics laundry facilities mri ct cssd pods earlies
    lates mortuary accounts research governance
""")
"""Where people work."""

PLACE_NOUNS = words("ward unit hospital surgery house clinic road street suite wing lodge avenue court close park")
"""What places are called after people with."""

GIVEN_NAMES = words("thomas peter marie allen francis russell gordon evans henderson sara maxi wilson patrick rose")
"""Names that models and diseases bear too, and very many people."""

MEDICINES = words("""
    chloride sodium dextrose glucose hartmanns plasmalyte hydroxide sulphate sulfate phosphate bicarbonate naloxone
    narcan entonox oramorph sevredol fentanyl tramadol ketamine propofol insulin heparin warfarin aspirin ibuprofen
    salbutamol adrenaline epinephrine atropine fortisip ensure calogen fresubin complan pitocin syntocinon
    syntometrine tegretol epilim keppra ventolin augmentin tazocin gaviscon laxido movicol senna lactulose lantus
    novorapid humalog clexane fragmin apixaban eliquis xarelto botox tylenol ativan haldol zofran lasix versed
    ozempic mounjaro thickener calpol nurofen digoxin metformin morphine diamorphine oxycodone buscopan hyoscine
    zoladex depixol clopixol ritalin concerta prozac sertraline citalopram ramipril losartan bisoprolol furosemide
    bumetanide spironolactone levothyroxine thyroxine carbimazole methotrexate rituximab adalimumab humira herceptin
    pembrolizumab tinzaparin enoxaparin dalteparin alteplase tenecteplase noradrenaline norepinephrine dopamine
    dobutamine amiodarone adenosine magnesium potassium calcium glucagon glucogel hypostop hypofit lucozade
    midazolam rocuronium suxamethonium neostigmine sugammadex remifentanil lidocaine lignocaine paracetamol codeine
    domperidone metoclopramide ondansetron cyclizine dexamethasone hydrocortisone tiotropium symbicort seretide
    montelukast gabapentin pregabalin donepezil memantine rivastigmine sinemet madopar levodopa baclofen vancomycin
    gentamicin meropenem metronidazole trimethoprim nitrofurantoin aciclovir fluconazole nystatin suboxone methadone
    buprenorphine subutex nicotine antabuse campral depo mirena nexplanon propess prostin levomepromazine dioralyte
    oxygen saline creon tepa pabrinex chlordiazepoxide librium valium zopiclone dantrolene prednisolone steroids
    antibiotics medication medicine
""")

MEDICAL_ENDINGS = tuple(
    words("""
    cillin mycin opril statin prazole sartan parin floxacin dipine olol azepam zapine profen triptan gliptin setron
    caine cetamol codone gabalin azole zepine olone idone ology iatry itis aemia ectomy oscopy therapy ation ection
    edness otomy pathy plasty
    """)
)
"""How words of medicine end, and hardly a name."""


def is_medical(word: str) -> bool:
    """Whether a word is a medicine, a disease or a specialty."""
    return word in MEDICINES or word.endswith(MEDICAL_ENDINGS)


NAMED_AFTER = words("""
    cycle model theory framework hierarchy disease syndrome palsy sign scale score test reflex criteria stages
    ladder window chart report inquiry ruling competence competency principle principles guardian guidelines line
    catheter tube frame forceps blade clamp speculum position manoeuvre maneuver fracture contracture cyst tumour
    tumor lymphoma phenomenon law rule rules triad tetrad classification index tool assessment questionnaire
    inventory review library round rounds programme program nurse nurses unit coma stool depression level levels
    structure reflective reflection approach style styles taxonomy questions wheel matrix
""")
"""What is named after people."""

ALSO_NAMES = words("""
    will mark may dawn grace hope joy faith rose pat sue bill art drew grant chase summer autumn ivy olive ray
""")
"""Words that, with a capital and right after a person, are what somebody is called."""

PEOPLES = words("""
    somali nigerian ghanaian kenyan ugandan ethiopian eritrean sudanese congolese zimbabwean gambian polish romanian
    bulgarian lithuanian latvian ukrainian russian albanian kosovan hungarian slovak czech portuguese italian greek
    turkish kurdish kurds kurd syrian iraqi iranian afghan pakistani bangladeshi indian punjabi gujarati bengali
    tamil nepali nepalese tibetan chinese cantonese vietnamese thai filipino filipina korean japanese hmong rohingya
    burmese yemeni egyptian moroccan algerian libyan tunisian palestinian lebanese jordanian saudi israeli jamaican
    caribbean trinidadian haitian dominican cuban mexican guatemalan honduran salvadoran colombian brazilian
    peruvian mixtec navajo cheyenne lakota cherokee apache hopi inuit yupik samoan tongan maori hawaiian roma romani
    gypsy traveller travellers sikh hindu muslim muslims jewish buddhist catholic mormon amish mennonite quaker
    rastafarian jain hasidic haredi druze yazidi zoroastrian witness witnesses zulu yoruba igbo hausa berber pashtun
    hazara uyghur chechen bosnian serbian croatian armenian georgian kazakh sinhalese irish scottish german french
    spanish dutch swedish african asian arab latina latino hispanic blackfeet ojibwe choctaw seminole welsh english
    sri puerto afro malaysian indonesian keralan kashmiri malian senegalese cameroonian rwandan angolan liberian
    tanzanian malawian zambian moldovan estonian slovenian swiss belgian danish norwegian finnish icelandic cypriot
    maltese ecuadorian bolivian venezuelan chilean argentinian nicaraguan panamanian mongolian cambodian laotian
    marshallese lumbee chuukese micronesian fijian chamorro palauan basque catalan breton sami faroese greenlandic
    mauritian goan bhutanese maldivian bruneian bahraini qatari emirati mauritanian gabonese togolese beninese
    ivorian burkinabe nigerien chadian djiboutian comorian botswanan namibian mozambican zairean surinamese belizean
    costa paraguayan uruguayan newar karen karenni chin shan kachin assyrian chaldean melanesian polynesian papuan
    tuvaluan kiribati shoshone comanche kiowa pawnee osage crow pueblo zuni ute yakama nez iroquois cajun creole
    romanichal taiwanese uzbek tajik omani kuwaiti coptic ismaili ahmadi shia sunni wiccan pagan christadelphian
    hutterite cree mohawk sioux seneca tlingit aboriginal guyanese barbadian bajan grenadian tobagonian burundian
    sierra tigrayan oromo kikuyu ndebele afghani azerbaijani belarusian macedonian montenegrin sylheti mirpuri
    nordic scandinavian scientologist quakers sikhs hindus jews somalis lao tharu sherpa gurkha ainu maasai luo
    tigrinya dinka nuer fulani garifuna ojibwa anishinaabe hidatsa british american european australian canadian
    methodist anglican baptist presbyterian pentecostal orthodox christian northern southern eastern western
""")
"""Peoples, nations and faiths."""

THINGS = words("""
    christ socrates hartmann microsoft ofsted healthwatch comms diary exactly absolutely honestly hippocrates
    aristotle plato covey ockenden estyn hoverjack stryker baxter philips drager hillrom omnicell pyxis fitbit tesco
    boots greggs costa asda sainsburys waitrose aldi lidl morrisons walmart walgreens cvs starbucks mcdonalds amazon
    netflix youtube tiktok instagram twitter linkedin skype webex moodle turnitin blackboard panopto canva chatgpt
    copilot alexa siri lancet pubmed cinahl uptodate medscape bnf bnfc toxbase ulysses riskman nervecentre careflow
    carenotes millennium powerchart allscripts badgernet viewpoint vitalpac emar accurx docman ardens outlook
    sharepoint onedrive spotify kindle google android windows bluetooth wifi velcro tegaderm mepilex aquacel inadine
    doppler omron braun welch allyn medtronic abbott freestyle dexcom omnipod bodyguard alaris graseby portacath
    tenckhoff bair hugger stedy igel entonox guedel ambu lifepak zoll broselow makaton pecs widgit santa jesus allah
    bible quran koran torah british shakespeare disney lego barbie bluey mental fluids obs brexit wimbledon parkrun
    headspace talkspace silvercloud kooth childline shelter mencap sands bliss winstons tommys alcoholics narcotics
    anonymous narcan zumba pilates bingo scrabble jenga internet twilight harvard oxford kardex luer seldinger
    kirschner richards vitamin people adults persons times nursing unions minds voices lives matters safety schwartz
    caldicott candour hippocratic sbar isbar rrt abcde mca dols oh ah fiesta focus corsa astra polo golf transit
    vauxhall skoda toyota honda nissan micra figaro mondeo renault peugeot citroen volvo bmw audi fiat suzuki
    hyundai chevrolet buick
""")
"""Makes, shops, programmes and works that have a capital without being anybody."""

MAKERS = words("""
    baxter philips braun welch allyn abbott alexa siri bair hugger kirschner doppler luer ardens sands mencap bliss
    wimbledon ulysses outlook millennium jesus vitamin barbie covey twilight
""")
"""Those of them that people are called, too: with a title or a relation they are somebody's."""

NOT_NAMES = (THINGS - MAKERS) | COMMON | INSTITUTIONS | PEOPLE | WEEKDAYS | NAMED_AFTER | PEOPLES

_TITLES = {
    "the patient": words("""
        mr mrs ms miss mx master mister senora senor senorita sra pani mevrouw meneer missus mgr madame mme mlle
        monsieur frau herr signora signor lord lady sir dame baroness baron hon judge justice senator governor mayor
        president ambassador
    """),
    "the doctor": words("dr drs doctor prof professor"),
    "the nurse in charge": words("sister sr matron"),
    "the nurse": words("nurse"),
    "the midwife": words("midwife"),
    "the chaplain": words("""
        rev revd reverend fr father pastor imam rabbi canon deacon chaplain bishop elder sheikh maulana pandit swami
        brother hajji haji hajja lama archdeacon
    """),
    "the officer": words("""
        cmdr ssgt msgt sfc cpt pfc cpo tsgt spc chief commander leader commodore commissioner brigadier admiral pc
        wpc dc sgt sergeant sheriff deputy capt captain lt lieutenant maj major col colonel cpl officer inspector
        detective superintendent corporal private pvt
    """),
    "the councillor": words("cllr councillor"),
    "a relative": words("""
        mama papa bibi uncle aunt auntie aunty nan nana nanna nanny gran granny tio tia grandma grandpa grandad
        granddad don dona abuela abuelo bubbe zayde zaide mormor farmor halmoni nonna nonno oma opa babushka tita
        tito lola lolo kuya tante teta yiayia mamaw papaw memaw meemaw
    """),
    "the teacher": words("coach principal headteacher sensei maestro ustad"),
}
TITLES = {title: safer for safer, titles in _TITLES.items() for title in titles}
"""What can stand before a name, with what can stand there instead."""

PARTICLES = words("""
    van von vom der den de del della di da dos das du la le al el ul bin ibn bint ben ter ten te st o d ap ab san
    abu
""")

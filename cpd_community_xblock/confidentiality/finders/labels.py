"""How numbers are named that belong to one person: records, registrations, accounts, licences, vehicles, devices."""

import re

from cpd_community_xblock.confidentiality.lands import STATE_NAMES
from cpd_community_xblock.confidentiality.vocabulary import words

NUMBER = r"(?:(?:numbers?|nos?|num|nr|ids?|identifier|identification|refs?|reference|code)(?![a-z])|\#)"
_DIRECTLY = r"(?=[,:]?[ ]\(?(?:[a-z]{1,4}[ /-]?)?(?:\d{5,}|\d{2,4}[/-]\d{2,})(?![\w/.-]*/\d\d\b))"
"""Before a number that follows at once, for words that are much else besides."""
_OF_A_THING = r"(?=(?:,[ ]|:[ ]|[ ]\()(?:no\.?[ ])?(?:[a-z]{1,4}(?:[ -]?\d){4}|\d{3,}-\d{3,}(?!\d*-\d{4}\b)))"
"""Before letters and digits set off with a comma or in brackets: her implant, CI-24-660371."""
_CODED = (
    r"(?=(?:'s)?[,:]?[ ](?:(?:is|was)[ ])?[\"'(]{0,2}"
    r"(?:[a-z]{1,4}\d?[./-](?:[a-z\d]{1,6}[./-])?\d{3,}|[a-z]{1,3}\d{4,}|\d{2,6}[./-][a-z]{1,3}[./-]?\d{3,}"
    r"|[a-z]{1,3}[ ]\d{2,}[./-]\d{3,}|\d{4}[/-](?!19|20)\d{4}(?!\d)|\d{2}-\d{5,}"
    r"|\d{2,4}-\d{2,4}-\d{2,4}(?:-\d{1,4})?))"
)
"""Before letters and digits that follow at once, or digits in groups: accession RJ7-0048-2217, log L-2260-1187."""
_INSURERS = (
    r"(?:optum|molina|centene|ambetter|oscar|wellpoint|wellcare|caresource|amerigroup|highmark|elevance|emblem"
    r"|caremark|express[ ]scripts|delta[ ]dental|metlife|regence|premera|geisinger|upmc|mcaid|mcare"
    r"|masshealth|tenncare|ahcccs|badgercare|soonercare|mainecare|peachcare|husky|apple[ ]health|chip|medi-?cal"
    r"|simplyhealth|benenden|aviva|allianz|healix|westfield|saga|nfu|admiral)"
)
_SAYS = r"(?=['\w ]{0,30}?[ ](?:sa(?:id|ys)|reads?|show(?:s|ed)|gave|gives|had|has|bore)[ ])"

_STATES = "|".join(sorted(STATE_NAMES))

LABELS = re.compile(
    rf"""
    (?P<record_number>
        (?:e?mrns?|m\.r\.n|e?mpi|pid|crn|csn|mpi|urn|dossier|hrn|h/n|eprf|epcr|upn|edipi)\b | (?:hn|fin)\b(?=.{{0,4}}\d)
        | (?:hospital|hosp|patients?|pt|case(?:[ -]?notes?)?|chart|record|records|clinic|encounter|accession|pas
            |visit|log|run|cad|docket|booking|custody|court|crime|coroner|inquest|episode|attendance|spell
            |path|pathology|histology|cytology|biopsy|micro|rx|script|prescription|upn|pupil|client
            |cris|pacs|ris|cerner|meditech|athena|badgernet|paris|lorenzo|mosaic|liquidlogic|adastra|carenotes
            |incident(?=[^.\n]{{0,9}}[a-z]{{1,3}}-?\d{{4,}}|[^.\n]{{0,9}}\d{{2}}-\d{{5,}})
            |lab|laboratory|specimen|sample|x-ray|radiology|imaging|k|district|inmate|booking|prison
              |resident|client
            |service[ ]user|file|folder|baby|child|mother
            |admission|referral|ecr|emis|systmone|rio|epic)(?:'s)?
          (?:[ -]|\.[ ]?|(?=\#)){NUMBER}
        | (?:sample|specimen|lab|accession)(?=[ ][a-z\d]{{1,3}}[/-]?(?:\d{{5}}|\d{{3}}-\d{{3}}))
        | encounter(?=[ ][a-z]{{0,3}}\d{{5}})
        | (?:accession|visit|log|cad|docket|booking|incident|run|custody|custody[ ]ref|court[ ]case|specimen|sample
            |chart|case|file|referral|admission|attendance|episode|encounter|warrant|inquest|crime[ ]ref|path|histology
            |cytology|biopsy|record|trip|journey|hearing|cause|spell|prf|arrest){_CODED}
        | (?:hosp|rio|emis|systmone|mosaic|carenotes|cerner|epic|lorenzo|meditech|badgernet|pas|pacs|prf|mr|nomis
            |inmate|prisoner|resident|episode|accession|specimen){_DIRECTLY}
        | (?:cause|trip|journey|ticket[ ]of[ ]arrest|arrest|hearing|section[ ]papers)[ ]{NUMBER}
        | (?:chart|file|folder|case(?:[ ]?notes?)?){_DIRECTLY} | notes{_OF_A_THING}
        | case(?=(?:[ ](?:was|is))?:?[ ][a-z]{{1,4}}[-/]\d{{2,}}[-/]\d{{3,}})
        | unit[ ](?:number|no)\b | med(?:ical)?\.?[ ]rec(?:ord)?s?\.?(?:[ ]{NUMBER})? | ubrn
    )
    | (?P<registration_number>
        (?:gmc|nmc|hcpc|gphc|gdc|goc|gosc|gcc|psni|nmbi
            |bacp|ukcp|babcp|acp|csp|rcot|rps|swe|sssc|npi|n\.p\.i\.?|dea|d\.e\.a|pin|rcvs|hpcsa|ahpra|nisc?c
            |socialworkengland|regd|reg'd)\b | national[ ]provider[ ]identifier
        | (?:gmc|nmc|hcpc|gphc|gdc)(?=[a-z]{{0,2}}\d{{5}})
        | (?:nurse|nursing|medical|professional|physician|pharmacist|pharmacy|teaching|board|rn|lpn|lvn|np|pa|md|do
            |psy|pt|ot|lcsw|lmft|rph|aprn|crna|rcp|rrt|crt|cna|emt|slp|otr|dpt|dpm|dds
            |dmd|lmsw|lpc|lmhc|cnm|cns|fnp|rdn|cota|pta|rdh|dental|therapist|council|midwife|midwifery|doctor|dentist
            |paramedic|physio|optical|prescriber|practitioner|professional)(?:'s)?
            [ ](?:licen[cs]e|lic\b\.?|licensure|reg\b\.?|registration|pin)(?:[ ]{NUMBER})?
        | (?:registered|registrant)[ ](?:with|under|as)\b
        | social[ ]work[ ]england\b | reg(?=[ ](?:no|number)\b.{{0,3}}\d{{6,7}}\b)
        | (?:national[ ])?(?:provider|prescriber|pharmacist|nurse|physician|college|board|council)(?:'s)?[ ]{NUMBER}
        | registration[ ]{NUMBER} | registrant[ ]{NUMBER}
        | (?:furnishing|performer|performers|dispenser|supervision|cpso|state[ ]cs|controlled[ ]substance)(?:'s)?
          (?:[ ](?:licen[cs]e|registration|permit))?(?:[ ]{NUMBER}|(?=[ ][a-z]{{2,3}}-\d))
    )
    | (?P<account_number>
        {_INSURERS}\b(?:'s)?(?:\.?[ ](?:card|member|policy|plan|claim))?
          (?:\.?[ ]?{NUMBER}|(?=[:,]?[ ]\(?[a-z]{{0,3}}\d\d[ -]?\d))
        | (?:voucher|hcv|section[ ]8|snap|wic|ebt|hsa|fsa|hra|pip|esa|dla|jsa|pension[ ]credit|comp|wcb|wsib|customer
          |taxi[ ]acc(?:oun)?t)\b
          (?:'s)?(?:[ ](?:case|card|claim|account|acct))?
          (?:\.?[ ]?{NUMBER}|(?=[:,]?[ ]\(?(?:[a-z]{{1,3}}[ /-]?)?\d{{3,}}[ -]?\d{{2}}))
        | (?:(?:va|insurance|prepaid|benefits?|health)[ ])?card(?:'s)?
          (?=[,:]?[ ](?:is[ ]|was[ ])?\(?\d{{4}}[ -]?\d{{3,4}}[ -]?\d{{2}})
        | ins\.?(?=:?[ ][a-z]{{2,4}}[ -]?\d{{4,}})
        | (?:grp|group)(?=[:,]?[ ][\"'(]{{0,2}}\d{{5,}}-[a-z\d])
        | (?:auth|authori[sz]ation|appeal|claim)(?=[:,]?[ ][\"'(]{{0,2}}[a-z]{{1,3}}-?\d{{4,}})
        | (?:pol|plcy|mem|mbr|subs?|subscr|benef)\b\.?[ ]?{NUMBER}(?=\W)
        | policyholder(?=[ ][a-z]{{0,4}}[ -]?\d{{3}}) | claim(?=,[ ]?\#)
        | (?:rx[ ]?grp|routing|sort)(?=[ ]\(?[a-z]{{0,3}}\d\d[-\d])
        | utr(?=:?[ ]\d) | (?:nectar|loyalty|club|library)[ ]?card(?=,?[ ]\d)
        | building[ ]society(?:[ ](?:book|account|acct))?
        | (?:credit|debit|bank)[ ]card(?=[^.;]{{0,24}}\d{{4}}[ -]?\d{{4}})
        | (?:account|acct|member|membership|subscriber|insurance|beneficiary|medicare|medicaid|medi-cal|mbi|payer
          |insurer
            |enrollee|insured
            |(?:ins|acc)(?=\.?[ ](?:id|no|num|policy|acct|card|member))|a/c|payor
            |guarantor|hicn|hmo|ppo|epo|pcn|medigap|champva|cobra|bupa|axa
            |vitality|aetna|cigna|humana|kaiser|iban|sort[ ]code|bank|anthem|tricare|wpa
            |blue[ ](?:cross|shield)|har|bcbs|unitedhealthcare|uhc)\b(?:'s)?
          (?:\.?[ ](?:contract|policy|plan|group|acct|account|card|sponsor|member))?
          (?:\.?[ ]?{NUMBER}\b)?
        | (?:policy|plan|group|grp|claims?|contract|recipient|sponsor|coverage|card|benefits?|health[ ]card|invoice
            |billing|statement|authori[sz]ation|auth|bin|rxbin|rxgrp|rx[ ]bin|scheme|bill|credit|debit
              |remittance
            |certification|precert|dependent|dependant|policyholder|case[ ]management)(?:'s)?
          (?:\.?[ /]\(?|(?=\#)){NUMBER}(?:[/]{NUMBER})?
        | (?:policy|claim|group|grp|recipient|contract|sponsor|rxbin|bin|plan|authori[sz]ation|auth|invoice|guarantor)
          (?=[,:]?(?:[ ](?:is|was))?[ ]\(?[a-z]{{0,4}}[ /-]?(?:\d[\w/-]{{6}}|\d{{1,4}}[ -]\d{{3,}}))
    )
    | (?P<licence_number>
        (?:licen[cs]es?(?![ ](?:plate|tag))|lic(?![ ](?:plate|tag))|dl|d\.l|cdl|oln|passports?|certificates?|certs?
          |permits?|visa|dvla|brp|counterfoil|matex|exemption|exempt|hc[123](?=[ ]\d)|a-number|alien[ ]number|uscis
          |ghic|ehic|fishing[ ]licen[cs]e|railcard|oyster|ccw)\b
          (?:\.?[ ]{NUMBER})?
        | (?:(?:state|photo|government|voter|military|tribal)[ ]ids?|(?:id|identity)[ ]card|(?:blue
          |taxi)[ ]badge|green[ ]card)\b
          (?:[ ]card)?(?:[ ]{NUMBER})?
        | (?:{_STATES})[ ]id\b(?:[ ]card)?(?:[ ]{NUMBER})?
        | (?:bus|freedom|travel|rail|railcard|concession(?:ary)?|disabled)[ ]pass(?:[ ]{NUMBER})?
        | arc(?=[ ]no) | id\b{_SAYS} | state[ ]file[ ]{NUMBER}
    )
    | (?P<vehicle_number>
        (?:reg|plates?|vin|vrm|vrn|registration|number[ ]?plates?|tags?|licen[cs]e[ ](?:plates?|tags?)|chassis|rego
          |lic[ ]plates?)(?:[ ](?:{NUMBER}|mark))?\b
        | (?:vehicle|car|truck|van)(?=[,:][ ][a-z]{{2,3}}[ -]\d{{3,4}}\b)
    )
    | (?P<device_number>
        (?:serials?(?:[ ]{NUMBER}(?![a-z]))?|ser(?:\.?[ ]|(?=\#)){NUMBER}|ser\.?(?=[ ][a-z]{{0,4}}[ -]?\d{{3}})|udi
          |imei|s/no?|s\.n|asset(?:[ ]tag)?)(?![a-z0-9])
        | sn(?:[ ]{NUMBER})?\b(?=[ .:\#]{{1,3}}(?:[a-z]{{0,4}}-?\d[\w-]{{4}}|[a-z]{{0,4}}[ -]?\d{{3,}}[ -]\d{{3}}))
        | (?:device|implant|pump|pacemaker|machine|lead|generator|icd|pacer|valve|lens|model[ ]and[ ]serial
            |transmitter|sensor|concentrator|controller|recorder|ventilator|vent|stimulator|defibrillator|prosthesis
            |pendant|monitor|meter|handset|aid|port|portacath|reader|shunt|stent|graft|driver|nebuliser|nebulizer
            |processor|battery|cpap|bipap|lvad|vns|dbs|ilr|picc|wheelchair|scooter|hoist|mattress)(?:'s)?
          [ ](?!code){NUMBER}
        | (?:device|implant|pump|pacemaker|machine|generator|icd|pacer|transmitter|concentrator|controller|recorder
            |ventilator|stimulator|defibrillator|prosthesis|pendant|portacath|lvad|vns|ilr|wheelchair|valve|processor)
          {_OF_A_THING}
        | (?:pacemaker|icd|pacer|recorder|implant|stimulator|generator|sensor|pump|cpap|concentrator|lvad|lens|valve)
          (?:'s)?(?:[ ]card)?(?:[ ](?:says|reads|said|is|was))?
          (?=[ ]\(?[a-z]{{2,4}}[ ]?\d{{3}}[ ]?\d{{2,4}}[ ]?[a-z]?\b)
        | udi-di\b | unit(?=[ ]\"[a-z]{{2,4}}-\d)
        | (?:t34|mckinley|bodyguard|cadd|trilogy|astral|libre|dexcom|omnipod|medtronic|mini-?med|airsense|lifevest)
          (?:[ ](?:pump|driver|unit))?(?:'s)?
          (?=[,:]?[ ](?:is[ ]|was[ ])?\(?(?:(?!part|lot|ref)[a-z]{{1,4}}[ -]?)?\d{{2,}}[ -]\d{{3,}})
        | (?:implant|lens|valve|mesh|graft|stent|plate|coil|port|pacemaker|lead)(?:'s)?[ ]
          (?:lot|batch)\b(?:[ ]{NUMBER})?
    )
    """,
    re.VERBOSE,
)
LEADS = (
    words("""
    empi social med mrn emrn mrns pid crn csn mpi urn dossier hospital hosp patient patients pt case chart record
    records clinic encounter accession pas visit lab laboratory specimen sample x radiology imaging k district inmate
    booking prison resident client service file folder admission referral ecr emis systmone rio epic unit medical ubrn
    gmc nmc hcpc gphc gdc goc gosc gcc psni nmbi swe sssc npi dea pin rcvs hpcsa ahpra niscc nisc registration
    registrant account acct policy member membership plan subscriber insurance beneficiary claim claims medicare
    medicaid mbi payer insurer group enrollee bupa axa vitality aetna cigna humana kaiser iban sort bank anthem tricare
    wpa blue bcbs unitedhealthcare uhc casenote casenotes asset licence license licences licenses dl cdl passport
    certificate permit visa dvla brp reg plate plates vin vrm vrn number tag tags serial serials udi imei s device
    implant pump pacemaker machine lead generator icd pacer valve lens model insured ins acc a payor guarantor hicn hmo
    ppo epo pcn medigap champva cobra grp contract recipient sponsor coverage card benefit benefits health invoice
    billing statement authorization authorisation auth rx bin rxbin rxgrp cert scheme lic nurse nursing professional
    physician pharmacist pharmacy teaching board rn lpn lvn np pa md do psy ot lcsw lmft rph aprn crna utr nectar
    loyalty club clubcard library dental therapist council registered provider prescriber college har bacp ukcp babcp
    acp csp rcot rps hrn h eprf epcr upn edipi hn fin baby child mother notes regd midwife midwifery doctor dentist
    paramedic physio optical practitioner medi bill credit debit remittance certification precert dependent dependant
    policyholder oln state photo government voter military tribal id identity taxi green sn transmitter sensor
    concentrator controller recorder ventilator vent stimulator defibrillator prosthesis pendant monitor meter handset
    aid port portacath reader shunt stent graft driver nebuliser nebulizer processor battery cpap bipap lvad vns dbs
    ilr picc wheelchair scooter hoist mattress m d ser pol plcy mem mbr sub subs subscr benef building national
    numberplate numberplates chassis rego log run cad docket custody court crime coroner inquest episode attendance
    spell path pathology histology cytology biopsy micro script prescription pupil cris pacs ris cerner meditech athena
    badgernet paris lorenzo mosaic liquidlogic adastra carenotes incident warrant optum molina centene ambetter oscar
    wellpoint wellcare caresource amerigroup highmark elevance emblem caremark express delta metlife regence
    premera geisinger upmc mcaid mcare masshealth tenncare ahcccs badgercare soonercare mainecare peachcare husky apple
    chip simplyhealth benenden aviva allianz healix westfield saga nfu admiral voucher hcv section snap wic ebt hsa fsa
    hra pip esa dla comp wcb wsib customer va prepaid appeal passports certificates certs permits counterfoil matex
    exemption alien uscis ghic ehic fishing trip journey hearing cause papers prf arrest mr nomis prisoner jsa exempt
    hc1 hc2 hc3 oyster ccw mesh coil t34 mckinley bodyguard cadd trilogy astral libre dexcom omnipod medtronic minimed
    mini airsense lifevest vac furnishing performer performers dispenser supervision cpso controlled routing bus
    freedom travel rail railcard concession concessionary disabled arc n vehicle car truck van rcp rrt crt cna emt slp
    otr dpt dpm dds dmd lmsw lpc lmhc cnm cns fnp rdn cota pta rdh
""")
    | STATE_NAMES
)
"""The first words of what ``LABELS`` knows."""

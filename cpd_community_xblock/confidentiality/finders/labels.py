"""How numbers are named that belong to one person: records, registrations, accounts, licences, vehicles, devices."""

import re

from cpd_community_xblock.confidentiality.lands import STATE_NAMES
from cpd_community_xblock.confidentiality.vocabulary import words

NUMBER = r"(?:numbers?|nos?|num|nr|ids?|identifier|identification|ref|reference|code|\#)"
_DIRECTLY = r"(?=[,:]?[ ]\(?(?:[a-z]{1,4}[ /-]?)?(?:\d{5,}|\d{2,4}[/-]\d{2,})(?![\w/.-]*/\d\d\b))"
"""Before a number that follows at once, for words that are much else besides."""
_OF_A_THING = r"(?=(?:,[ ]|:[ ]|[ ]\()(?:no\.?[ ])?(?:[a-z]{1,4}(?:[ -]?\d){4}|\d{3,}-\d{3,}(?!\d*-\d{4}\b)))"
"""Before letters and digits set off with a comma or in brackets: her implant, CI-24-660371."""
_SAYS = r"(?=['\w ]{0,30}?[ ](?:sa(?:id|ys)|reads?|show(?:s|ed)|gave|gives|had|has|bore)[ ])"

_STATES = "|".join(sorted(STATE_NAMES))

LABELS = re.compile(
    rf"""
    (?P<record_number>
        (?:e?mrns?|m\.r\.n|e?mpi|pid|crn|csn|mpi|urn|dossier|hrn|h/n|eprf|epcr|upn|edipi)\b | (?:hn|fin)\b(?=.{{0,4}}\d)
        | (?:hospital|hosp|patients?|pt|case(?:[ -]?notes?)?|chart|record|records|clinic|encounter|accession|pas
            |visit|lab|laboratory|specimen|sample|x-ray|radiology|imaging|k|district|inmate|booking|prison
              |resident|client
            |service[ ]user|file|folder|baby|child|mother
            |admission|referral|ecr|emis|systmone|rio|epic)(?:'s)?
          (?:[ -]|\.[ ]?|(?=\#)){NUMBER}
        | (?:sample|specimen|lab|accession)(?=[ ][a-z\d]{{1,3}}[/-]?(?:\d{{5}}|\d{{3}}-\d{{3}}))
        | encounter(?=[ ][a-z]{{0,3}}\d{{5}})
        | (?:chart|file|folder|case(?:[ ]?notes?)?){_DIRECTLY} | notes{_OF_A_THING}
        | case(?=(?:[ ](?:was|is))?:?[ ][a-z]{{1,4}}[-/]\d{{2,}}[-/]\d{{3,}})
        | unit[ ](?:number|no)\b | med(?:ical)?\.?[ ]rec(?:ord)?s?\.?(?:[ ]{NUMBER})? | ubrn
    )
    | (?P<registration_number>
        (?:gmc|nmc|hcpc|gphc|gdc|goc|gosc|gcc|psni|nmbi
            |bacp|ukcp|babcp|acp|csp|rcot|rps|swe|sssc|npi|n\.p\.i\.?|dea|d\.e\.a|pin|rcvs|hpcsa|ahpra|nisc?c|socialworkengland
              |regd|reg'd)\b | national[ ]provider[ ]identifier | (?:gmc|nmc|hcpc|gphc|gdc)(?=[a-z]{{0,2}}\d{{5}})
        | (?:nurse|nursing|medical|professional|physician|pharmacist|pharmacy|teaching|board|rn|lpn|lvn|np|pa|md|do
            |psy|pt|ot|lcsw|lmft|rph|aprn|crna|rcp|rrt|crt|cna|emt|slp|otr|dpt|dpm|dds
            |dmd|lmsw|lpc|lmhc|cnm|cns|fnp|rdn|cota|pta|rdh|dental|therapist|council|midwife|midwifery|doctor|dentist|paramedic
            |physio|optical|prescriber|practitioner|professional)(?:'s)?
            [ ](?:licen[cs]e|lic\b\.?|licensure|reg\b\.?|registration|pin)(?:[ ]{NUMBER})?
        | (?:registered|registrant)[ ](?:with|under|as)\b
        | social[ ]work[ ]england\b | reg(?=[ ](?:no|number)\b.{{0,3}}\d{{6,7}}\b)
        | (?:national[ ])?(?:provider|prescriber|pharmacist|nurse|physician|college|board|council)(?:'s)?[ ]{NUMBER}
        | registration[ ]{NUMBER} | registrant[ ]{NUMBER}
    )
    | (?P<account_number>
        (?:pol|plcy|mem|mbr|subs?|subscr|benef)\b\.?[ ]?{NUMBER}(?=\W)
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
            |billing|statement|authori[sz]ation|auth|rx|bin|rxbin|rxgrp|rx[ ]bin|scheme|bill|credit|debit
              |remittance
            |certification|precert|dependent|dependant|policyholder|case[ ]management)(?:'s)?
          (?:\.?[ /]\(?|(?=\#)){NUMBER}(?:[/]{NUMBER})?
        | (?:policy|claim|group|grp|recipient|contract|sponsor|rxbin|bin|plan|authori[sz]ation|auth|invoice|guarantor)
          (?=[,:]?(?:[ ](?:is|was))?[ ]\(?[a-z]{{0,4}}[ /-]?(?:\d[\w/-]{{6}}|\d{{1,4}}[ -]\d{{3,}}))
        | (?:rx)?bin(?=[ ]\d{{6}}\b)
    )
    | (?P<licence_number>
        (?:licen[cs]es?(?![ ]plate)|lic|dl|d\.l|cdl|oln|passport|certificate|cert|permit|visa|dvla|brp)\b
          (?:\.?[ ]{NUMBER})?
        | (?:(?:state|photo|government|voter|military|tribal)[ ]ids?|(?:id|identity)[ ]card|(?:blue
          |taxi)[ ]badge|green[ ]card)\b
          (?:[ ]card)?(?:[ ]{NUMBER})?
        | (?:{_STATES})[ ]id\b(?:[ ]card)?(?:[ ]{NUMBER})?
        | (?:bus|freedom|travel|rail|railcard|concession(?:ary)?|disabled)[ ]pass(?:[ ]{NUMBER})?
        | arc(?=[ ]no) | id\b{_SAYS} | state[ ]file[ ]{NUMBER}
    )
    | (?P<vehicle_number>
        (?:reg|plates?|vin|registration|number[ ]?plates?|tag|licen[cs]e[ ]plates?|chassis|rego)(?:[ ]{NUMBER})?\b
        | (?:vehicle|car|truck|van)(?=[,:][ ][a-z]{{2,3}}[ -]\d{{3,4}}\b)
    )
    | (?P<device_number>
        (?:serials?(?:[ ]{NUMBER}(?![a-z]))?|ser(?:\.?[ ]|(?=\#)){NUMBER}|udi|imei|s/n|s\.n
          |asset(?:[ ]tag)?)(?![a-z0-9])
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
        | udi-di\b
    )
    """,
    re.VERBOSE,
)
LEADS = (
    words("""
    empi social med mrn emrn mrns pid crn csn mpi urn dossier hospital hosp patient patients pt case chart record
    records clinic encounter accession pas visit lab laboratory specimen sample x radiology imaging k district
    inmate booking prison resident client service file folder admission referral ecr emis systmone rio epic unit
    medical ubrn gmc nmc hcpc gphc gdc goc gosc gcc psni nmbi swe sssc npi dea pin rcvs hpcsa ahpra niscc nisc
    registration registrant account acct policy member membership plan subscriber insurance beneficiary claim claims
    medicare medicaid mbi payer insurer group enrollee bupa axa vitality aetna cigna humana kaiser iban sort bank
    anthem tricare wpa blue bcbs unitedhealthcare uhc casenote casenotes asset licence license licences licenses dl
    cdl passport certificate permit visa dvla brp reg plate plates vin number tag serial serials udi imei s asset
    device implant pump pacemaker machine lead generator icd pacer valve lens model insured ins acc a payor guarantor
    hicn hmo ppo epo pcn medigap champva cobra grp contract recipient sponsor coverage card benefit benefits health
    invoice billing statement authorization authorisation auth rx bin rxbin rxgrp cert scheme lic nurse nursing
    professional physician pharmacist pharmacy teaching board rn lpn lvn np pa md do psy pt ot lcsw lmft rph aprn crna
    utr nectar loyalty club clubcard library
    dental therapist council registered provider prescriber college har bacp ukcp babcp acp csp rcot rps
    hrn h eprf epcr upn edipi hn fin baby child mother notes regd midwife midwifery doctor dentist paramedic physio
    optical practitioner medi bill credit debit remittance certification precert dependent dependant policyholder oln
    state photo government voter military tribal id identity taxi green sn transmitter sensor concentrator controller
    recorder ventilator vent stimulator defibrillator prosthesis pendant monitor meter handset aid port portacath
    reader shunt stent graft driver nebuliser nebulizer processor battery cpap bipap lvad vns dbs ilr picc wheelchair
    scooter hoist mattress m d ser pol plcy mem mbr sub subs subscr benef building national cert numberplate
    numberplates chassis rego policyholder rx rxgrp routing bus freedom travel rail railcard concession concessionary
    disabled arc n vehicle car truck van rcp rrt crt cna emt slp otr dpt dpm dds dmd lmsw lpc lmhc cnm cns fnp rdn cota
    pta rdh
""")
    | STATE_NAMES
)
"""The first words of what ``LABELS`` knows."""

"""People whom something is named for."""

from cpd_community_xblock.confidentiality.vocabulary import words

EPONYMS = words("""
    gibbs kolb driscoll rolfe schon johns benner maslow kubler ross johari peplau roper logan tierney orem tuckman
    bandura brookfield mezirow knowles dewey borton boud bloom belbin lewin kotter berne rogers bowlby ainsworth
    piaget erikson freud jung carper leininger watson henderson neuman leape berwick deming reason donabedian
    donebedian berlin braden waterlow norton glasgow edinburgh bristol abbey barthel beck rankin apgar bishop bolam
    bolitho montgomery gillick fraser caldicott francis ockenden kirkup shipman cumberlege schwartz balint calgary
    cambridge pendleton neighbour macmillan curie parkinson parkinsons alzheimer alzheimers huntington crohn crohns
    graves addison addisons cushing bell bells hodgkin raynaud sjogren guillain barre down downs turner klinefelter
    marfan ehlers danlos tourette asperger rett angelman prader willi edwards patau noonan wernicke korsakoff
    charcot marie tooth duchenne becker paget dupuytren colles smith monteggia galeazzi pott perthes osgood
    schlatter baker morton achilles heimlich valsalva babinski romberg murphy mcburney trousseau chvostek kernig
    brudzinski homan homans cheyne stokes kussmaul foley yankauer zimmer hickman groshong ryle ryles guedel magill
    macintosh miller mcgrath hudson venturi bodok trendelenburg fowler sims mcroberts woods lovset mauriceau burns
    marshall kocher allis babcock debakey langenbeck deaver doppler pinard sonicaid allen buerger thomas kendrick
    ferno mckinley bodyguard hoverjack sara maxi steady nightingale seacole barker tidal peter lister cochrane
    saunders dunning kruger dreyfus eraut moon kitwood bournewood winterbourne snellen ishihara goldmann amsler
    schirmer rinne weber dix hallpike epley brandt daroff ponseti pavlik barlow ortolani moro mallampati cormack
    lehane child pugh ranson wells duke light centor framingham morse hendrich snaith moca addenbrooke montreal
    hamilton zarit wong leopolds callista
""")
"""People whom a disease, a tool, a theory or a ruling is named for."""

ORDINARY = words("""
    smith baker edwards turner wells thomas murphy henderson watson rogers johns allen barlow reason moon light pugh
    child duke miller hudson burns marshall morse morton norton hamilton montgomery bishop peter bell graves down
    downs hunter jung macintosh mcgrath stokes marie gordon barker williams russell evans weaver werner parry fowler
    woods wong brandt becker weber schwartz fraser cochrane saunders kendrick beck rankin bloom berlin
    lewin logan ross macmillan addison dewey knowles brookfield berne freud erikson neuman dreyfus kruger dunning allis
    kocher moro newton parkinson osgood hodgkin cushing fowler sims neighbour ranson lehane baker waterlow braden
    gibbs rolfe
""")
"""Surnames of theorists and of many others: after a title they are somebody's, until a theory follows."""

RARE = words("""
    fabry gaucher pompe wilson huntington marfan ehlers alport bartter gitelman behcet castleman cockayne dercum
    erdheim farber friedreich hurler hunter sanfilippo morquio menkes krabbe leigh lesch niemann noonan pendred
    refsum rett sandhoff stickler stargardt takayasu tay treacher usher waardenburg williams wolfram zellweger
    angelman prader barth canavan cowden creutzfeldt dravet evans fanconi goodpasture hirschsprung kabuki kallmann
    kearns kleine klippel lambert landau lennox loeys lowe mccune moebius moyamoya netherton ondine parry peutz
    pfeiffer poland proteus rasmussen rubinstein russell shwachman smith sotos sturge susac timothy townes vogt
    weaver werner wiskott wolff apert crouzon cornelia cri bardet batten birt brugada carney charge charcot churg
    coffin dandy digeorge edwards patau ellis gorham gorlin holt ivemark joubert lafora liddle maffucci may ollier
    osler rothmund sheehan sweet swyer whipple addison
""")
"""What rare diseases are called first."""

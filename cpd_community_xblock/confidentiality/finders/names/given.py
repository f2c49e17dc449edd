"""First names that are hardly anything else, of many languages."""

from cpd_community_xblock.confidentiality.vocabulary import words

GIVEN = words("""
    aaron abbie abdul abdullah abdullahi abdi abeba abena abigail abiola abraham achieng ada adaeze adam adebayo adele
    adeline adeola adil aditi aditya adrian adriana adwoa agata agatha agnes agnieszka ahmad ahmed aidan aileen ailsa
    aimee aisha aishah aisling aiyana ajay akash akeem akiko akosua akram akua alan alana alasdair alastair albert
    alberta alberto alec alejandra alejandro aleksandra aleksander alessandro alessia alexander alexandra alexandru
    alexei alfie alfonso alfred alfredo alicia alina alisha alison alistair allegra alma aloysius althea alvin alyssa
    amadou amal amalia amanda amandeep amara amarjit amelia amina aminata amir amira amit amita amrit amrita amy ana
    anand anastasia andre andrea andreas andreea andrei andrew andrzej andy aneesa anemone aneta aneurin angela
    angelica angelina angelo angharad angus anil anita anisha anjali anneka anneliese annette annika anoush ansel
    anthea anthony antoine antoinette anton antonia antonio anwar anya aoife april archie ariana arjun arlene arlo
    armando arnold artem arthur artur arturo arun aruna asha asher ashish ashley ashok asif aslam asma astrid athena
    atticus aubrey audrey august augustus aurelia aurora awa ayaan ayan ayanna ayesha ayo ayodele azadeh aziz aziza
    babajide babatunde baljit balwinder bashir bartek bartosz barbara basil beata beatrice beatriz beau belinda
    benedict benjamin benny bernadette bernard bernice bernie bert bertha beryl beth bethan bethany betsy betty
    beulah beverley beverly bhavna bianca bijal bilal billie bisi blanca blessing bogdan boris brandon braxton brayden
    breda brenda brendan brian bridget bridie brigid brigitte bronagh bronislaw bronwen bronwyn bruce bruno bryan
    bryony caitlin caitlyn callum calvin camila camille candice caoimhe carina carlos carlton carmel carmela carmen
    carol carole caroline carolyn carrie carson casey cassandra cassie catalina caterina catherine cathal cathy catrin
    catriona cecil cecilia cecily cedric celeste celia celine cerys chantelle chanel charlene charles charlotte
    charmaine chaya cheryl chiamaka chiara chidi chidinma chike chinedu chinonso chinwe chioma chloe chris christina
    christine christoph christopher christos chukwuemeka chuy ciara cian cillian cindy claire clara clarence clarice
    clarissa claudette claudia clemency clement clementine cleopatra clifford clinton clive clodagh colette colin
    colleen colm conchita concetta connie connor conor conrad consuelo cora coral cordelia corey corinne cornelius
    cosima courtney cristian cristina curtis cynthia cyril dafydd dagmar daisuke dalia damian damien damilola damon
    dan dana daniel daniela danielle danny danuta daphne daria darius dariusz darlene darnell darrell darren darryl
    david davina davinder dawid deandre deanna debbie deborah debra declan deepa deepak deepika delia delilah delores
    delphine demetrius denis denise dennis denzel deborah derek dermot derrick desiree desmond desta devika devonte
    dexter diana diane diarmuid diego dieter dilip dilys dimitri dimitra dimitrios dinesh dmitri dolores dominic
    dominik dominika dominique donal donald donna doreen doris dorota dorothea dorothy dougal dougie duane dulcie
    duncan dustin dwayne dwight dylan dympna eamon eamonn eban ebony edgar edith edmund edna edoardo eduardo edward
    edwin edyta efua eileen eilidh eilis eimear einar eirlys eithne ekaterina ekene elaine elena eleanor eleni elias
    elif elijah elin elinor eliot eliza elizabeth elizaveta ella ellen ellie elliot elliott ellis elodie eloise elsa
    elsie elspeth elton eluned elvira elwyn emeka emeline emilia emiliano emilie emily emlyn emma emmanuel emmeline
    emmett emrys emre enid enrique eoin ephraim eric erica erik erika erin ernest ernestine ernesto erykah esme
    esmeralda esperanza estelle esteban esther ethan ethel eugene eugenia eugenie eunice euphemia eva evan evangeline
    evelyn evie ewa ewan eylem ezekiel ezra fadi fahad faisal farah fareeda farhan farida faris farzana fatemeh fatima
    fatimah fatou fatoumata fatuma fawzia fay fearne federico felipe felix fenella feng ferdinand fergus fernando
    ffion fidel fidelma filip fiona fintan fiorella flavia fleur flora folake folasade francesca francesco francine
    francois frances francisco franco francois frankie franklin franz fraser fred freda freddie freddy frederick
    frederica fredrik freya frieda frida funmi gabriel gabriela gabriella gabrielle gail galina ganesh gareth
    garfield gary gaurav gavin gaynor gemma genevieve geoff geoffrey georgie georgina gerald geraldine gerard gerda
    gerhard germaine gertrude gethin ghulam gianluca gianna gideon gigi gilbert giles gillian ginny giorgio giovanni
    gisela giulia giuseppe gladys glenda glenn glenys gloria glynis goran gordana grainne graciela graeme graham
    grazyna greg gregor gregory greta gretchen grigore grzegorz guadalupe gudrun guillermo gulnar gunther gurdeep
    gurinder gurmeet gurpreet gustavo gwen gwenda gwendolyn gwyneth gwyn habib habiba hadiza hafsa haidar hakim haleema
    halima halina hamid hamza hana hanan hank hannah hans hansa hardeep haresh hari harinder harjit harpreet harriet
    harrison harry haruka haruto harvey hasan hassan hatice haydn hayden hayley hector hedwig heidi heinrich helen
    helena helga helmut henning henrietta henrik henry herbert hermione hernan hettie hideo hilary hilda hildegarde
    hiroshi hollie horace hortensia howard hubert hugh hugo humaira husna hussain hussein huw hyacinth hywel iain ian
    ianto ibrahim ida idris iestyn ifan ifeanyi ifeoma ifor ignacio ignatius igor ikenna ikram ileana iman imani imelda
    imogen imran ines inga inge ingrid ioan ioana iona ira irena irene irina irma isaac isabel isabella isabelle isadora
    isaiah isha isla ismail isobel isolde istvan itziar ivan ivana ivor iwan iwona izabela jacek jackie jacob jacqueline
    jacques jada jaden jaime jake jakub jalen jamal jameela james jamie jamila jan jana jane janek janet janice janine
    jared jarek jarrod jasbir jaskaran jason jasper jaswant javed javier jayden jaylen jayne jazmin jean jeanette
    jeannie
    jed jeff jeffrey jelena jem jemima jemma jen jenna jennie jennifer jenny jens jeremiah jeremy jermaine jerome jerry
    jerzy jesse jessica jessie jesus jia jill jillian jim jimena jimmy jin jing jo joachim joan joanna joanne joaquin
    jocelyn jodie joe joel joelle johan johann johanna johannes johnny jolanta jolene jonah jonas jonathan jonty jorge
    jose josef josefina joseph josephine josh joshua josiah josie josue joyce juan juana juanita jude judith judy julia
    julian juliana julie juliette julio julius justin justyna justine kacper kadiatu kaitlyn kamal kamala kamil kamila
    kamran karan karel karen karim karin karina karl karla karolina katarina katarzyna kate katerina katharine katherine
    kathleen kathryn kathy katie katja katrina katya kavita kayden kayla kayleigh keeley kehinde keiko keir keira keisha
    keith kelechi kelsey kelvin kemi ken kendra kenji kenneth kenny kerensa kerri kerstin kevin khadija khadijah khalid
    khalil kiera kieran kiki kimberley kimberly kiran kirsten kirsteen kirstie kirsty kit kitty klaudia klaus kofi kojo
    konrad konstantin korey kourtney kris krishna kristen kristian kristin kristina krystal krystyna krzysztof kuba
    kumar kunle kurt kwabena kwadwo kwaku kwame kwasi kwesi kylie lachlan laila lakeisha lakshmi lalita lamar lamin
    lance lars larissa larry lashonda latasha latisha latoya laura lauren laurence lauri laurie lavinia lawrence layla
    lazaro leah leandro leanne lech leila leilani leland lena lenka lenny leo leon leona leonard leonardo leonie leonora
    leopold leroy leslie lesley leszek leticia letitia levi lewis liam lidia liesl lila lilian liliana lilith lillian
    linda lindsay lindsey linnea lionel lisa lisbeth llewellyn lloyd logan lois lola lorcan lorenz lorenzo loretta lori
    lorna lottie lou louie louis louisa louise luca lucas lucia lucian luciana lucie lucille lucinda lucy ludmila luigi
    luis luisa luka lukas lukasz luke lula lupe lupita luther luz lydia lyle lyndon lyndsey lynette lynn lynne lyra
    mabel maciej mackenzie madeleine madeline maeve magdalena mags mahmood mahmoud maia mair maire mairead maisie
    makayla malachi malcolm malgorzata malia malik mallory mandy manfred manjit manju manoj manpreet manuel manuela
    marcel marcela marcelina marcia marcin marco marcus marek margaret margarita margery margot marguerite maria mariah
    mariam mariama marian mariana marianne maribel marigold marilyn marina mario marion marisol marissa marius marjorie
    marlene marlon marta martha martin martina martyn marvin mary maryam marzena masood mateo mateusz mathilda matilda
    matteo matthew matthias maud maude maura maureen maurice mavis maxim maxine maximilian maxwell maya meera megan
    mehmet mehwish mei meilin melanie melina melinda melissa melvin mercedes meredith merle merlin merryn mervyn mhairi
    micah michael michaela michal micheal michel michele michelle miguel mihai mihaela mikael mikhail mikey mila mildred
    milena millicent millie milly milo milos mimi min mina minnie mira miranda mireille miriam miroslav misaki mitchell
    mo moesha mohamed mohammad mohammed mohamud mohan moira moises monica monika monique montserrat morag morgana
    morris mortimer morwenna moses mostafa moustafa muhammad muhammed mukesh muna murad muriel murray musa mustafa
    myfanwy
    myles myra myriam myrna myrtle nabil nadeem nadia nadine naeem nafisa nahid naledi nan nancy nandini naoki naomi
    narinder naseem nasir nasreen nasrin natalia natalie natasha nathalie nathan nathaniel naveed navdeep nazia neema
    neha neil nelida nellie nelly nelson nerys nesta nessa neville ngozi nia niall niamh nicholas nicki nicky nico
    nicola nicolas nicole nigel nikhil niki nikita nikki niklas nikola nikolai nikos nimesh nimisha nina ninette nirmala
    nisha nita nkechi noah noel noelle noemi noor nora norah noreen norma norman nosipho nuala nuno nura nuria nusrat
    obinna octavia octavio odalys odette odile odin ofelia oksana olaf olena olga oliver olivia oluchi olumide
    oluwaseun olwen omar omari ondine onyeka oona ophelia orla orlando orson osama oskar osian osman osvaldo otis otto
    owain
    owen pablo padma padraig padraic paloma pamela pandora paola paolo parvati parveen pascal pascale patience patricia
    patricio patrice patrycja patsy patti patty paul paula paulette paulina pauline paulo pavel pawel pedro peggy
    penelope percival percy perpetua perry petra petros phil philip philippa philippe phillip phoebe phyllis pierre
    pilar
    piotr polly pooja prakash prasad pratik praveen priscilla priti priya priyanka przemyslaw quentin quincy rabia
    rachael
    rachel radek radu raegan rafael rafal raheem rahul raimund raisa raj raja rajan rajesh rajinder rajiv ralph rama
    ramesh ramiro ramon ramona ramona rania ranjit raoul raquel rasheed rashid rashida raul ravi ravinder raymond
    razia rebecca rebekah reema refilwe reg reggie regina reginald rehana reinhold rekha renata renate rene renee
    renuka reshma reuben rex reza rhea rhian rhiannon rhoda rhodri rhona rhonda rhys ricardo riccardo richard ricky
    rima rina rita roberta roberto robert rochelle rocio roderick rodney rodolfo rodrigo rohan rohit roisin roland
    rolf roman ron ronald ronan ronnie rory rosa rosalie rosalind rosalyn rosamund rosanna rosaria rosario roscoe
    roseanne roselyn rosemarie roshni rosie rowena roxanne roy royston rubina rudolf rufus rukhsana rupa rupert
    rupinder russ ruth ryan rylan ryszard saad saba sabina sabine sabrina sachiko sadia sadie saeed safiya sahar
    sahra said saima sajid sakina sakura saleh salim salma salman salome salvador salvatore samantha sameer samira
    samir sampson samson samuel sanaa sandeep sandra sanjay sanjeev santiago santino santosh saoirse sarah sarita
    sasha saskia satnam satoshi saul savita scarlett scott seamus sean sebastian selena selina selma serena serge
    sergei sergio seth shabana shabnam shahid shahida shaheen shahnaz shaima shakira shamim shamima shane shania
    shanice shaniqua shanthi sharifa sharmila sharon shaun shauna shaunna shavonne sheena sheila shelagh shelby sheldon
    shelley shereen sherri sherry sheryl shilpa shira shirin shirley shivani shona shreya shyam sian sibusiso sibyl
    siddharth siegfried sienna sierra sigrid silas silvia simon simona simone sinead siobhan sioned siti siddiqa
    sivakumar sneha socorro sofia sofie solange soledad solomon solveig sonal sonia sonja sonya sophia sophie soraya
    soren spencer sreekanth stacey stacy stanislav stanislaw stanley stavros stefan stefania stelios stella stephanie
    stephen steve steven stevie stewart stuart subhash sudha suki sulaiman suleiman sultana sumitra sunil sunita
    supriya suresh surinder surjit susan susana susanna susannah susanne sushila suzanne suzette suzie svetlana sven
    swati sybil sylvia sylvie syed szymon tabitha tadeusz taiwo takashi tamar tamara tameka tamika tamsin tanisha tania
    tanvir tanya tara tariq tasha tatiana tatyana taylah teddy temitope terence teresa terrence terri terry tessa thabo
    thaddeus thandi thandiwe thea thelma themba theo theodora theodore theresa thirza thomasina thora thorsten
    tiago tiffany tilda tilly timothy tina tobias toby todd tom tomas tomasz tommaso tommy toni tonya torsten tracey
    tracy travis trevor tricia trinity tristan trixie troy trudy tsering tunde tyler tyra tyrese tyrone tyson uchenna
    ulrich ulrike uma umar una urszula ursula usha usman uzma vaclav valentin valentina valeria valerie vanessa vasile
    vasiliki vassilis velma venkat vera verna vernon veronica vesna vicki vicky vicente vijay vikram vikki viktor
    viktoria vilma vimala vincent vincenzo viola viorel viraj vishal vivek vivian vivien vivienne vladimir waldemar
    waleed wallace walter wanda wangari warren waseem wayne wen wendy wenjing werner wesley wiktor wilfred wilhelm
    wilhelmina willem william willie willow wilma winifred winnie winston wojciech xander xavier ximena xiomara yakubu
    yang yannick yara yasir yasmin yasmine yasmina yaw yesenia yetunde yolanda yolande yoshiko yousef youssef yuki
    yuliya yuri yusra yusuf yvette yvonne zachary zachariah zack zahid zahir zahra zainab zara zbigniew zdenek zeinab
    zelda zeynep zhi zita zoe zofia zola zoltan zubair zuleika zulfiqar zuri zuzanna
    harjinder kulwinder kuldeep sukhdeep sukhwinder parminder jagdeep jaspreet mandeep navjot simran tejal hetal
    bhupinder
    nokuthula nomvula ntombi sipho themba lerato thulani bongani tendai tafadzwa rudo chipo farai tinashe nyasha
    wanjiru njeri kamau otieno akinyi wambui makena amondi baraka neema zawadi oluwatobi olufunke omolara ngozika
    chukwudi nnamdi obi uche adaobi ebele somto kelechukwu kwamena esi ama afia yaa abla mawuli
    hyun jiwoo minjun seoyeon jihoon yuna haruki ren sora takumi yuto aiko emiko naoko yumiko kenta
    thuy linh huong hoa lan mai nguyet phuong quang tuan minh duc thanh trang
    maricel maribeth jhun rodel rowena arnel jomar marites rosalinda imee lourdes corazon analyn
    dumitru ionut gheorghe mircea florin razvan catalin cosmin iulia raluca simona roxana alina ruxandra
    dave davey mike mick nick matt pete phil liz lizzie tim ted ned jess meg mel viv bev val doug ernie sid stan vic
    zak zac kev jonny shirl babs dolores libby lil eddy lenore tillie nettie effie hattie flossie bronte benedicta
    mehreen
    bishal bikash sunita sabitri dorji pemba lhamo tenzin sonam
    kaylee becky bex kath trish gaz shaz renny deb debs joann
    kaylee hailey brianna breanna destinee jaxon jayce kylan rhett wyatt waylon darlene earline loretta maybelle
    opal otha rayford tex velda verlene wendell wilbur winona zeke ezequiel tavon tyrell shaquille shanelle shonda
    keyshawn
    javonte deshawn latonya ladonna tamiko lashawn kenyatta denisha quinton
    faisa hodan ifrah sagal ubah warsame cabdi hawa khadra nimco sahra yasin abdirahman abdiaziz
    haya rima nour ghada hala manal marwa maysa rasha reem rana salwa sawsan suhair wafa yousra zeina basma
    bayan qasim mustapha khaled walid tarek sherif ashraf ehab hisham
    tegan teleri tomos gruffydd gwilym llinos lowri mared nerys rhian seren siwan
    mairi iseabail ruaridh struan torquil calum hamish fionnuala deirdre roisin sorcha aodhan cathal eoghan oisin tadhg
""") - words("""
    will mark may dawn grace hope joy faith rose pat sue bill art drew grant chase summer autumn ivy olive ray august
    april
    trinity blessing patience coral said noor hans opal min mo ira tamar rana august morris nelson spencer taylah lance
    fraser logan scott warren maxwell werner lewis harrison harvey ellis mitchell murray norman bruce duncan graham
    mercedes athena aurora sierra savannah ren sora lan mai hoa esi ama obi uche kit dan jan jean jin jing jo yaa
    hana awa tom trang yang wen zhi rex reg roman perpetua basil marigold hyacinth fay willow clement clemency
    gilbert heidi alexa nan esperanza beau bert august sultana syed kumar raja said baraka hala lola carson casey
    duc thanh esme lourdes corazon tex wallace walter rima haya mina mira ella ada eva leo min jesus
    thomas peter marie allen francis russell gordon evans henderson sara maxi wilson patrick
    wendy tiffany stella levi judy tamar jada anemone leopold mary carol rosie noelle
""") | words("ella ada eva leo tom dan fay jo")
"""Those that are also words, surnames of theorists, brands or places are left out."""

WORDLY = words("""
    amber angel ariel ash asia austin autumn basil bella blossom brooke brooklyn carter cedar charity chase chelsea
    cherry christian clay clement cliff colt constance coral crystal daisy dale dallas daphne dean destiny devon dick
    dolly drew eden ember faith fern flint florence ford frank gale gene georgia ginger grace grant gray guy harmony
    harper hazel heath heather heaven hope hunter iris ivory ivy jack jade jasmine jasper jewel jewell joy juniper
    justice kerry kelly lance lane laurel lily logan lincoln lorraine madison marigold mark martha mason may maya
    melody mercy merry miles misty molly myrtle nelson nova olive opal oscar parker patience pearl penny phoenix pierce
    piper poppy porter preston prudence rain ray reed rex rich river rob robin rod rose rosemary ross rowan royal ruby
    rusty saffron sage sally sandy savannah scarlet scout serenity shannon skip skye sky sonny stone summer sunny
    sydney teal temperance terra tiger trinity tucker valor vance verity victor victoria violet virginia warren will
    willow wren bob ben max sam john jordan cameron chester barry craig kent brent eddie charlie juliet lincoln bonnie
    thomas peter marie allen francis russell gordon evans henderson patrick wilson robert jan jean jin jing hans morris
    nelson spencer fraser scott maxwell lewis harrison harvey ellis mitchell murray norman bruce duncan graham gilbert
    walter wallace roman clement casey carson lola kit nan beau bert syed kumar raja noor said rima mina mira marian
    heidi lance bill sue pat dawn faith art adam felicity honor honour gay jay lee neil kim ana anna anne ann alice
    ali alexis emily edie dora cosmo dominic bryn rhys glen glyn jose
    mary carol rosie noelle wendy tiffany stella levi judy jada august april june paris milan sofia florence nancy
""")
"""Those that are something else as well, so that only a surname after one tells."""

CELEBRATED = frozenset(
    line.strip()
    for line in """
    kate granger, atul gawande, brene brown, donna ockenden, bill kirkup, robert francis, donald schon, david kolb
    graham gibbs, christopher johns, gary rolfe, terry borton, john driscoll, patricia benner, jean watson, carl rogers
    abraham maslow, virginia henderson, dorothea orem, hildegard peplau, nancy roper, elisabeth kubler, cicely saunders
    florence nightingale, mary seacole, marie curie, edith cavell, clara barton, harold shipman, lucy letby
    elaine bromiley, martin bromiley, josie king, victoria climbie, martha mills, oliver mcgowan, connor sparrowhawk
    henrietta lacks, rachel clarke, adam kay, henry marsh, oliver sacks, paul farmer, sidney dekker, james reason
    don berwick, donald berwick, lucian leape, avedis donabedian, tom kitwood, teepa snow, john bowlby, jean piaget
    erik erikson, malcolm knowles, stephen brookfield, jack mezirow, paulo freire, john dewey, kurt lewin, eric berne
    amy edmondson, simon sinek, daniel kahneman, viktor frankl, viktor emil, david attenborough, elvis presley
    vera lynn, joseph lister
    frank sinatra, johnny cash, dolly parton, elton john, taylor swift, tina turner, harry potter, mary poppins
    johns hopkins, john hopkins, robert jones, nick stokes, mary berry, bob marley, michael jackson, tom jones
    peter pan, james bond, sherlock holmes, agatha christie, charles dickens, jane austen, william osler, alan bennett
    maya angelou, nelson mandela, martin luther, rosa parks, jack daniels
    jack daniel, jim beam, johnnie walker, earl grey
    michelle obama, barack obama, greta thunberg, david beckham, stephen hawking, barry manilow, cliff richard
    shirley bassey, ella fitzgerald, jim reeves, ken loach, homer simpson, barbara cartland, david lloyd, ted baker
    simon stevens, wes streeting, jeremy hunt, keir starmer, donald trump, joe biden, matt hancock, chris whitty
    boris johnson, rishi sunak, tony blair, margaret thatcher, winston churchill, rita charon, iona heath, ruth may
    susan sontag, vincent deary, trisha greenhalgh, michael marmot, louis theroux, oliver twist, beatrix potter
    jenny craig, peter rabbit, thomas tank, michael gove, florence foster, dorothy height, angela davis, carl jung
    barbara carper, sigmund freud, anna freud, melanie klein, aaron beck, judith beck, marsha linehan, paul gilbert
    kristin neff, brene brown, stephen covey, malcolm gladwell, matthew syed, victor frankl, julian barnes
    charles darwin, albert einstein, isaac newton, george floyd, stephen lawrence, martin bashir, princess diana
    mickey mouse, minnie mouse, bob dylan, george michael, freddie mercury, amy winehouse, adele adkins, ed sheeran
    aretha franklin, george jones, willie nelson, loretta lynn, hank williams, patsy cline, johnny mathis
    william shakespeare, emily dickinson, robert frost, walt whitman, louisa may, mark twain, stephen king
    sue ryder, ronald mcdonald, marie stopes, leonard cheshire, jane doe, john doe, joe bloggs, jane bloggs, fred bloggs
    john lewis, marks spencer, laura ashley, ben nevis, terry pratchett, dylan thomas, robert burns, ian kennedy
    """.replace("\n", ",").split(",")
    if line.strip()
)
"""People in public life, and works and shops that are called like people."""

"""Common first names of many languages, and people whom everybody knows.

The lists are this project's own, written down by hand for it as names that are common where it is used. They are taken
from no data set, no register and no other program, so that no licence but this project's is on them.
"""

from cpd_community_xblock.confidentiality.vocabulary import words

GIVEN = words("""
    aaron abbie abdi abdiaziz abdirahman abdul abdullah abdullahi abeba abena abigail abiola abla abraham achieng
    ada adaeze adam adaobi adebayo adele adeline adeola adil aditi aditya adrian adriana adwoa afia agata agatha
    agnes agnieszka ahmad ahmed aidan aiko aileen ailsa aimee aisha aishah aisling aiyana ajay akash akeem akiko
    akinyi akosua akram akua alan alana alasdair alastair albert alberta alberto alec alejandra alejandro aleksander
    aleksandra alessandro alessia alexander alexandra alexandru alexei alfie alfonso alfred alfredo alicia alina
    alisha alison alistair allegra alma aloysius althea alvin alyssa amadou amal amalia amanda amandeep amara
    amarjit amelia amina aminata amir amira amit amita amondi amrit amrita amy ana analyn anand anastasia andre
    andrea andreas andreea andrei andrew andrzej andy aneesa aneta aneurin angela angelica angelina angelo angharad
    angus anil anisha anita anjali anneka anneliese annette annika anoush ansel anthea anthony antoine antoinette
    anton antonia antonio anwar anya aodhan aoife archie ariana arjun arlene arlo armando arnel arnold artem arthur
    artur arturo arun aruna asha asher ashish ashley ashok ashraf asif aslam asma astrid atticus aubrey audrey
    augustus aurelia ayaan ayan ayanna ayesha ayo ayodele azadeh aziz aziza babajide babatunde babs baljit balwinder
    barbara bartek bartosz bashir basma bayan beata beatrice beatriz becky belinda benedict benedicta benjamin benny
    bernadette bernard bernice bernie bertha beryl beth bethan bethany betsy betty beulah bev beverley beverly bex
    bhavna bhupinder bianca bijal bikash bilal billie bishal bisi blanca bogdan bongani boris brandon braxton
    brayden breanna breda brenda brendan brian brianna bridget bridie brigid brigitte bronagh bronislaw bronte
    bronwen bronwyn bruno bryan bryony cabdi caitlin caitlyn callum calum calvin camila camille candice caoimhe
    carina carlos carlton carmel carmela carmen carole caroline carolyn carrie cassandra cassie catalin catalina
    caterina cathal catherine cathy catrin catriona cecil cecilia cecily cedric celeste celia celine cerys chanel
    chantelle charlene charles charlotte charmaine chaya cheryl chiamaka chiara chidi chidinma chike chinedu
    chinonso chinwe chioma chipo chloe chris christina christine christoph christopher christos chukwudi chukwuemeka
    chuy cian ciara cillian cindy claire clara clarence clarice clarissa claudette claudia clementine cleopatra
    clifford clinton clive clodagh colette colin colleen colm concetta conchita connie connor conor conrad consuelo
    cora cordelia corey corinne cornelius cosima cosmin courtney cristian cristina curtis cynthia cyril dafydd
    dagmar daisuke dalia damian damien damilola damon dan dana daniel daniela danielle danny danuta daphne daria
    darius dariusz darlene darnell darrell darren darryl dave davey david davina davinder dawid deandre deanna deb
    debbie deborah debra debs declan deepa deepak deepika deirdre delia delilah delores delphine demetrius denis
    denise denisha dennis denzel derek dermot derrick deshawn desiree desmond desta destinee devika devonte dexter
    diana diane diarmuid diego dieter dilip dilys dimitra dimitri dimitrios dinesh dmitri dolores dominic dominik
    dominika dominique donal donald donna doreen doris dorji dorota dorothea dorothy doug dougal dougie duane dulcie
    dumitru dustin dwayne dwight dylan dympna eamon eamonn earline eban ebele ebony eddy edgar edith edmund edna
    edoardo eduardo edward edwin edyta effie efua ehab eileen eilidh eilis eimear einar eirlys eithne ekaterina
    ekene elaine eleanor elena eleni elias elif elijah elin elinor eliot eliza elizabeth elizaveta ella ellen ellie
    elliot elliott elodie eloise elsa elsie elspeth elton eluned elvira elwyn emeka emeline emiko emilia emiliano
    emilie emily emlyn emma emmanuel emmeline emmett emre emrys enid enrique eoghan eoin ephraim eric erica erik
    erika erin ernest ernestine ernesto ernie erykah esmeralda esteban estelle esther ethan ethel eugene eugenia
    eugenie eunice euphemia eva evan evangeline evelyn evie ewa ewan eylem ezekiel ezequiel ezra fadi fahad faisa
    faisal farah farai fareeda farhan farida faris farzana fatemeh fatima fatimah fatou fatoumata fatuma fawzia fay
    fearne federico felipe felix fenella feng ferdinand fergus fernando ffion fidel fidelma filip fintan fiona
    fionnuala fiorella flavia fleur flora florin flossie folake folasade frances francesca francesco francine
    francisco franco francois frankie franklin franz fred freda freddie freddy frederica frederick fredrik freya
    frida frieda funmi gabriel gabriela gabriella gabrielle gail galina ganesh gareth garfield gary gaurav gavin
    gaynor gaz gemma genevieve geoff geoffrey georgie georgina gerald geraldine gerard gerda gerhard germaine
    gertrude gethin ghada gheorghe ghulam gianluca gianna gideon gigi giles gillian ginny giorgio giovanni gisela
    giulia giuseppe gladys glenda glenn glenys gloria glynis goran gordana graciela graeme grainne grazyna greg
    gregor gregory greta gretchen grigore gruffydd grzegorz guadalupe gudrun guillermo gulnar gunther gurdeep
    gurinder gurmeet gurpreet gustavo gwen gwenda gwendolyn gwilym gwyn gwyneth habib habiba hadiza hafsa haidar
    hailey hakim haleema halima halina hamid hamish hamza hanan hank hannah hansa hardeep haresh hari harinder
    harjinder harjit harpreet harriet harry haruka haruki haruto hasan hassan hatice hattie hawa hayden haydn hayley
    hector hedwig heinrich helen helena helga helmut henning henrietta henrik henry herbert hermione hernan hetal
    hettie hideo hilary hilda hildegarde hiroshi hisham hodan hollie horace hortensia howard hubert hugh hugo
    humaira huong husna hussain hussein huw hyun hywel iain ian ianto ibrahim ida idris iestyn ifan ifeanyi ifeoma
    ifor ifrah ignacio ignatius igor ikenna ikram ileana iman imani imee imelda imogen imran ines inga inge ingrid
    ioan ioana iona ionut irena irene irina irma isaac isabel isabella isabelle isadora isaiah iseabail isha isla
    ismail isobel isolde istvan itziar iulia ivan ivana ivor iwan iwona izabela jacek jackie jacob jacqueline
    jacques jaden jagdeep jaime jake jakub jalen jamal jameela james jamie jamila jana jane janek janet janice
    janine jared jarek jarrod jasbir jaskaran jason jasper jaspreet jaswant javed javier javonte jaxon jayce jayden
    jaylen jayne jazmin jeanette jeannie jed jeff jeffrey jelena jem jemima jemma jen jenna jennie jennifer jenny
    jens jeremiah jeremy jermaine jerome jerry jerzy jess jesse jessica jessie jhun jia jihoon jill jillian jim
    jimena jimmy jiwoo jo joachim joan joann joanna joanne joaquin jocelyn jodie joe joel joelle johan johann
    johanna johannes johnny jolanta jolene jomar jonah jonas jonathan jonny jonty jorge jose josef josefina joseph
    josephine josh joshua josiah josie josue joyce juan juana juanita jude judith julia julian juliana julie
    juliette julio julius justin justine justyna kacper kadiatu kaitlyn kamal kamala kamau kamil kamila kamran karan
    karel karen karim karin karina karl karla karolina katarina katarzyna kate katerina kath katharine katherine
    kathleen kathryn kathy katie katja katrina katya kavita kayden kayla kaylee kayleigh keeley kehinde keiko keir
    keira keisha keith kelechi kelechukwu kelsey kelvin kemi ken kendra kenji kenneth kenny kenta kenyatta kerensa
    kerri kerstin kev kevin keyshawn khadija khadijah khadra khaled khalid khalil kiera kieran kiki kimberley
    kimberly kiran kirsteen kirsten kirstie kirsty kitty klaudia klaus kofi kojo konrad konstantin korey kourtney
    kris krishna kristen kristian kristin kristina krystal krystyna krzysztof kuba kuldeep kulwinder kunle kurt
    kwabena kwadwo kwaku kwame kwamena kwasi kwesi kylan kylie lachlan ladonna laila lakeisha lakshmi lalita lamar
    lamin larissa larry lars lashawn lashonda latasha latisha latonya latoya laura lauren laurence lauri laurie
    lavinia lawrence layla lazaro leah leandro leanne lech leila leilani leland lena lenka lenny lenore leo leon
    leona leonard leonardo leonie leonora lerato leroy lesley leslie leszek leticia letitia lhamo liam libby lidia
    liesl lil lila lilian liliana lilith lillian linda lindsay lindsey linh linnea lionel lisa lisbeth liz lizzie
    llewellyn llinos lloyd lois lorcan lorenz lorenzo loretta lori lorna lottie lou louie louis louisa louise lowri
    luca lucas lucia lucian luciana lucie lucille lucinda lucy ludmila luigi luis luisa luka lukas lukasz luke lula
    lupe lupita luther luz lydia lyle lyndon lyndsey lynette lynn lynne lyra mabel maciej mackenzie madeleine
    madeline maeve magdalena mags mahmood mahmoud maia mair maire mairead mairi maisie makayla makena malachi
    malcolm malgorzata malia malik mallory manal mandeep mandy manfred manjit manju manoj manpreet manuel manuela
    marcel marcela marcelina marcia marcin marco marcus mared marek margaret margarita margery margot marguerite
    maria mariah mariam mariama marian mariana marianne maribel maribeth maricel marilyn marina mario marion marisol
    marissa marites marius marjorie marlene marlon marta martha martin martina martyn marvin marwa maryam marzena
    masood mateo mateusz mathilda matilda matt matteo matthew matthias maud maude maura maureen maurice mavis mawuli
    maxim maximilian maxine maya maybelle maysa meera meg megan mehmet mehreen mehwish mei meilin mel melanie melina
    melinda melissa melvin meredith merle merlin merryn mervyn mhairi micah michael michaela michal micheal michel
    michele michelle mick miguel mihaela mihai mikael mike mikey mikhail mila mildred milena millicent millie milly
    milo milos mimi minh minjun minnie miranda mircea mireille miriam miroslav misaki moesha mohamed mohammad
    mohammed mohamud mohan moira moises monica monika monique montserrat morag morgana mortimer morwenna moses
    mostafa moustafa muhammad muhammed mukesh muna murad muriel musa mustafa mustapha myfanwy myles myra myriam
    myrna myrtle nabil nadeem nadia nadine naeem nafisa nahid naledi nancy nandini naoki naoko naomi narinder naseem
    nasir nasreen nasrin natalia natalie natasha nathalie nathan nathaniel navdeep naveed navjot nazia ned neema
    neha neil nelida nellie nelly nerys nessa nesta nettie neville ngozi ngozika nguyet nia niall niamh nicholas
    nick nicki nicky nico nicola nicolas nicole nigel nikhil niki nikita nikki niklas nikola nikolai nikos nimco
    nimesh nimisha nina ninette nirmala nisha nita njeri nkechi nnamdi noah noel noemi nokuthula nomvula nora norah
    noreen norma nosipho nour ntombi nuala nuno nura nuria nusrat nyasha obinna octavia octavio odalys odette odile
    odin ofelia oisin oksana olaf olena olga oliver olivia oluchi olufunke olumide oluwaseun oluwatobi olwen omar
    omari omolara ondine onyeka oona ophelia orla orlando orson osama osian oskar osman osvaldo otha otieno otis
    otto owain owen pablo padma padraic padraig paloma pamela pandora paola paolo parminder parvati parveen pascal
    pascale patrice patricia patricio patrycja patsy patti patty paul paula paulette paulina pauline paulo pavel
    pawel pedro peggy pemba penelope percival percy perry pete petra petros phil philip philippa philippe phillip
    phoebe phuong phyllis pierre pilar piotr polly pooja prakash prasad pratik praveen priscilla priti priya
    priyanka przemyslaw qasim quang quentin quincy quinton rabia rachael rachel radek radu raegan rafael rafal
    raheem rahul raimund raisa raj rajan rajesh rajinder rajiv ralph raluca rama ramesh ramiro ramon ramona rania
    ranjit raoul raquel rasha rasheed rashid rashida raul ravi ravinder rayford raymond razia razvan rebecca rebekah
    reem reema refilwe reggie regina reginald rehana reinhold rekha renata renate rene renee renny renuka reshma
    reuben reza rhea rhett rhian rhiannon rhoda rhodri rhona rhonda rhys ricardo riccardo richard ricky rina rita
    robert roberta roberto rochelle rocio rodel roderick rodney rodolfo rodrigo rohan rohit roisin roland rolf ron
    ronald ronan ronnie rory rosa rosalie rosalind rosalinda rosalyn rosamund rosanna rosaria rosario roscoe
    roseanne roselyn rosemarie roshni rowena roxana roxanne roy royston ruaridh rubina rudo rudolf rufus rukhsana
    rupa rupert rupinder russ ruth ruxandra ryan rylan ryszard saad saba sabina sabine sabitri sabrina sachiko sadia
    sadie saeed safiya sagal sahar sahra saima sajid sakina sakura saleh salim salma salman salome salvador
    salvatore salwa samantha sameer samir samira sampson samson samuel sanaa sandeep sandra sanjay sanjeev santiago
    santino santosh saoirse sarah sarita sasha saskia satnam satoshi saul savita sawsan scarlett seamus sean
    sebastian selena selina selma seoyeon seren serena serge sergei sergio seth shabana shabnam shaheen shahid
    shahida shahnaz shaima shakira shamim shamima shane shanelle shania shanice shaniqua shanthi shaquille sharifa
    sharmila sharon shaun shauna shaunna shavonne shaz sheena sheila shelagh shelby sheldon shelley shereen sherif
    sherri sherry sheryl shilpa shira shirin shirl shirley shivani shona shonda shreya shyam sian sibusiso sibyl sid
    siddharth siddiqa siegfried sienna sigrid silas silvia simon simona simone simran sinead siobhan sioned sipho
    siti sivakumar siwan sneha socorro sofia sofie solange soledad solomon solveig somto sonal sonam sonia sonja
    sonya sophia sophie soraya sorcha soren sreekanth stacey stacy stan stanislav stanislaw stanley stavros stefan
    stefania stelios stephanie stephen steve steven stevie stewart struan stuart subhash sudha suhair sukhdeep
    sukhwinder suki sulaiman suleiman sumitra sunil sunita supriya suresh surinder surjit susan susana susanna
    susannah susanne sushila suzanne suzette suzie sven svetlana swati sybil sylvia sylvie szymon tabitha tadeusz
    tadhg tafadzwa taiwo takashi takumi tamara tameka tamika tamiko tamsin tania tanisha tanvir tanya tara tarek
    tariq tasha tatiana tatyana tavon ted teddy tegan tejal teleri temitope tendai tenzin terence teresa terrence
    terri terry tessa thabo thaddeus thandi thandiwe thea thelma themba theo theodora theodore theresa thirza
    thomasina thora thorsten thulani thuy tiago tilda tillie tilly tim timothy tina tinashe tobias toby todd tom
    tomas tomasz tommaso tommy tomos toni tonya torquil torsten tracey tracy travis trevor tricia trish tristan
    trixie troy trudy tsering tuan tunde tyler tyra tyrell tyrese tyrone tyson ubah uchenna ulrich ulrike uma umar
    una ursula urszula usha usman uzma vaclav val valentin valentina valeria valerie vanessa vasile vasiliki
    vassilis velda velma venkat vera verlene verna vernon veronica vesna vic vicente vicki vicky vijay vikki vikram
    viktor viktoria vilma vimala vincent vincenzo viola viorel viraj vishal viv vivek vivian vivien vivienne
    vladimir wafa waldemar waleed walid wambui wanda wangari wanjiru warsame waseem waylon wayne wendell wenjing
    wesley wiktor wilbur wilfred wilhelm wilhelmina willem william willie wilma winifred winnie winona winston
    wojciech wyatt xander xavier ximena xiomara yakubu yannick yara yasin yasir yasmin yasmina yasmine yaw yesenia
    yetunde yolanda yolande yoshiko yousef yousra youssef yuki yuliya yumiko yuna yuri yusra yusuf yuto yvette
    yvonne zac zachariah zachary zack zahid zahir zahra zainab zak zara zawadi zbigniew zdenek zeina zeinab zeke
    zelda zeynep zita zoe zofia zola zoltan zubair zuleika zulfiqar zuri zuzanna
""")
"""Those that are hardly anything else; what is also a word, a theorist, a brand or a place is left out."""

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

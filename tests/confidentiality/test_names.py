"""Names by what stands beside them, and words that only look like names."""

import pytest

from tests.confidentiality import found

NAMED = [
    ("I saw Mrs Okafor today", "Mrs Okafor"),
    ("dr okafor came", "dr okafor"),
    ("mr van der berg is in", "mr van der berg"),
    ("Dr. P. van den Heuvel rang", "Dr. P. van den Heuvel"),
    ("Mr and Mrs Lee sat", "Mr and Mrs Lee"),
    ("it was Mrs Day's turn", "Mrs Day"),
    ("Mr al-Rashid waited", "Mr al-Rashid"),
    ("Ms O'Neill smiled", "Ms O'Neill"),
    ("Señora Villaseñor nodded", "Señora Villaseñor"),
    ("Sister Mbeki knew", "Sister Mbeki"),
    ("Sgt. First Class Dabrowski refused", "Sgt. First Class Dabrowski"),
    ("Dr Med. Annegret Köhler, she said", "Dr Med. Annegret Köhler"),
    ('the gas man, Dr "Chalky" White, said', 'Dr "Chalky" White'),
    ("labelled OKORIE-ROWE Jean (Mrs), and", "OKORIE-ROWE Jean (Mrs)"),
    ('"Go on, Tobias, out with it," she said', "Tobias"),
    ('I said "Kerensa, breathe" again', "Kerensa"),
    ("a bad night, when me and Shabnam had it", "Shabnam"),
    ("It worked because Mavis and I both stayed", "Mavis"),
    ("The index case, J. Dos Passos, rang", "J. Dos Passos"),
    ("a client, I'll say T.B., came", "T.B."),
    ("the promotora, Lupita, carries it", "Lupita"),
    ("My PGY-3, Swaminathan, wrote it up", "Swaminathan"),
    ("Mavis (senior carer, thirty years in) rang", "Mavis"),
    ("Jaswant in dispensary spotted it", "Jaswant"),
    ("while Kwabena, one of our HCAs, watched", "Kwabena"),
    ("He only answers to Skeeter, he says", "Skeeter"),
    ("my supervisor that day was Nokuthula, thankfully", "Nokuthula"),
    ("His batman was one Nobby, of course", "Nobby"),
    ("Worth it.\nAll the best, Stelios", "Stelios"),
    ("Sgt. Pulaski", "Sgt. Pulaski"),
    ("her husband Tom said", "Tom"),
    ("Their son-in-law Huw came", "Huw"),
    ("my colleague Priya", "Priya"),
    ("my mentor, Jude, agreed", "Jude"),
    ("The OT, Ngaio, bought it", "Ngaio"),
    ("her husband Will said", "Will"),
    ("the florist Marguerite rang", "Marguerite"),
    ("Baby Zuberi fed", "Zuberi"),
    ("student nurse Hamza helped", "Hamza"),
    ("Winston the porter, I rang Winston the porter", "Winston"),
    ("I rang Eluned, his bride", "Eluned"),
    ("pt: J. Smith", "J. Smith"),
    ("patient: Joan Smith", "Joan Smith"),
    ("NOK: Graham Pike", "Graham Pike"),
    ("Pt: Smith, John", "Smith, John"),
    ("a girl called Innes came", "called Innes"),
    ("his name was Gethin, and", "Gethin"),
    ("known to everybody as Bunty", "Bunty"),
    ("signed by R. Whitlock, said", "R. Whitlock"),
    ("I'm Gwendolyn, she said", "Gwendolyn"),
    ("Thanks Suresh, this helped", "Suresh"),
    ("Two here: OYELARAN, Grace, and", "OYELARAN, Grace"),
    ("it said Joan Pike, DOB 3/3/71", "Joan Pike"),
    ("I asked Kelly Ruiz, RN", "Kelly Ruiz"),
    ("the Haddad family are", "Haddad"),
    ("Мrs Kowalczyk", "Мrs Kowalczyk"),
    ("Mrs\u200d Okafor", "Mrs\u200d Okafor"),
    ("Mrs\nOkafor", "Mrs\nOkafor"),
    ("i was tired. our carer shaz gave it", "shaz"),
    ("Uncle Ray came", "Uncle Ray"),
    ("in Dr Kim's clinic", "Dr Kim"),
    ("her husband Tom's house", "Tom"),
    ("I asked Dr Smith", "Dr Smith"),
    ("Judge Hathaway", "Judge Hathaway"),
    ("I rang Dr Baxter and my colleague Alexa", "Dr Baxter"),
    ("I handed over to Kemi and left", "Kemi"),
    ("Huge thanks Tobias, this rang true", "Tobias"),
    ("Well done Anneka, that took courage", "Anneka"),
    ("That took courage, Mags.", "Mags"),
    ("I agree with Siobhan that it mattered", "Siobhan"),
    ("As Winnie said, and I think of you too", "Winnie"),
    ("Naveed, our pharmacist, spotted it", "Naveed"),
    ("Priya (my preceptor) stepped in", "Priya"),
    ("Craig from the night team bleeped", "Craig"),
    ("We met the Okafors there", "the Okafors"),
    ("The Haddads had three boys", "The Haddads"),
    ("our own Bernie came", "Bernie"),
    ("poor Arthur waited", "Arthur"),
    ("Her husband of sixty years, Ronald, sat", "Ronald"),
    ("His sister in law Maureen phoned", "Maureen"),
    ("Her other half Gaz was there", "Gaz"),
    ("the Band 6, Clodagh, looked", "Clodagh"),
    ("S/N Pereira came", "S/N Pereira"),
    ("Nurse Practitioner Holt reviewed", "Nurse Practitioner Holt"),
    ("Squadron Leader Pym washed", "Squadron Leader Pym"),
    ("PC 4471 Dunmore sat outside", "PC 4471 Dunmore"),
    ("Mevrouw de Vries asked", "Mevrouw de Vries"),
    ("looking after Doreen until noon", "Doreen"),
    ("Doreen's daughter rang", "Doreen"),
    ("Bogdan is her son.", "Bogdan"),
    ("They call him Big Col.", "Big Col"),
    ("the sticker said Whittle, Joyce", "Whittle, Joyce"),
    ("The client, R.B., was let down", "R.B."),
    ("i told dr ahmed and he came", "dr ahmed"),
    ("i rang her daughter leanne.", "leanne"),
]
NOBODY = [
    "Dr Gibbs' cycle helped, as did Professor Benner's stages",
    "St John Ambulance taught us",
    "the Glasgow Coma Scale",
    "Parkinson's, Graves' disease, Bell's palsy, Addison's and Crohn's",
    "a patient Parkinson's nurse",
    "Sister told me; Dr on call came; the Nurse in charge agreed",
    "the Nurse Associate role",
    "my named nurse was off",
    "patient: calm and settled",
    "I called Friday to check",
    "My mum told me. Her husband said no.",
    "a near miss; I miss nights",
    "MS patients tire",
    "May I ask? Will you? Mark my words. Grace and Hope at Dawn.",
    "Macmillan nurse, Marie Curie, Mary Seacole",
    "EMIS, SystmOne, Rio, Epic, Cerner, Teams and Zoom",
    "the Francis report, Duty of Candour, a Schwartz round",
    "Gave the patient Oramorph, offered the resident Fortisip",
    "Her daughter, Tuesday's visitor, left",
    "However, her husband came. On Monday, her son left.",
    "Hi all. Thanks everyone. Dear colleague,",
    "I'm Scottish and I'm ED trained",
    "The patient was COVID positive. It was Christmas.",
    "seen by Physio, reviewed by Tissue Viability",
    "Sir, can I help?",
    "the GP Surgery, the patient Advice service, the Student Union",
    "Penhale was crying in the laundry room",
    "I told Switchboard, rang Radiology and asked Security. We let Bed Control know.",
    "Spoke to Infection Control, handed over to Hospital at Night, learning from Ockenden",
    "I agree with Benner. As Kolb said, experience is not enough. It was Gibbs who wrote that.",
    "As Aristotle put it, habit is all. The Romans did. The Unions had a meeting.",
    "I worked with Parkinson's patients, and along with Powerpoint",
    "Yesterday, my patient fell. Tearful, her son left. Overnight, our doctor came.",
    "Grief was his mother tongue. Mother's Day, Parkinson's carers, Nobody's child",
    "The label read Sodium Chloride. The screen said Error.",
    "poor Apgar scores, the old Zimmer frame, Young Minds",
    "We call it Sepsis Six. I'll call her Dorothy here. She called me Sister.",
    "I asked Alexa, and worked with Baxter and Philips pumps",
    "Dr Google and Mr Men stickers; MR SOPA out loud",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_is_known_by_what_stands_beside_it(text: str, name: str) -> None:
    assert ("name", name) in found(text)


@pytest.mark.parametrize("text", NOBODY)
def test_a_capital_alone_names_nobody(text: str) -> None:
    assert [item for item in found(text) if item[0] == "name"] == []


def test_a_name_that_is_introduced_is_known_wherever_it_comes_again() -> None:
    text = "Her husband Tom came. Later Tom slept. On Epic, tom is a word."
    assert found(text) == [("name", "Tom"), ("name", "Tom")]


def test_a_name_that_is_a_word_besides_is_not_looked_for_again() -> None:
    assert found("Her husband Will came. Will you say so?") == [("name", "Will")]


def test_all_names_of_a_list_are_found() -> None:
    text = "Her children Poppy, Max and Finn visited"
    assert found(text) == [("name", "Poppy"), ("name", "Max"), ("name", "and Finn")]


def test_a_name_ends_with_its_paragraph() -> None:
    assert found("I rang Mrs Okafor\n\nLater she slept") == [("name", "Mrs Okafor")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"Baby Ezra, hospital number', "Ezra"),
        ('a wristband: "Baby Boy Strand, ', "Baby Boy Strand"),
        ("rm 4 / Deshawn Pettiford / 02-29-1996", "Deshawn Pettiford"),
        ("Why is it 128? Signed Henrik Aas, from home", "Henrik Aas"),
        ("hi, it's Lucha here", "Lucha"),
        ("dtr Jan rang", "Jan"),
    ],
)
def test_a_name_is_found_on_labels_and_in_messages(text: str, name: str) -> None:
    assert [told.strip() for category, told in found(text) if category == "name"] == [name]


@pytest.mark.parametrize(
    "text", ['"Oh, that," he said', "She drives an old Fiesta", "signed Consent Form 4", "his / Her"]
)
def test_words_with_a_capital_on_labels_are_no_names(text: str) -> None:
    assert found(text) == []

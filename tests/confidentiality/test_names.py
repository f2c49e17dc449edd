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
    "Dilys was crying in the laundry room",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_is_known_by_what_stands_beside_it(text: str, name: str) -> None:
    assert ("name", name) in found(text)


@pytest.mark.parametrize("text", NOBODY)
def test_a_capital_alone_names_nobody(text: str) -> None:
    assert [item for item in found(text) if item[0] == "name"] == []


def test_a_name_ends_with_its_paragraph() -> None:
    assert found("I rang Mrs Okafor\n\nLater she slept") == [("name", "Mrs Okafor")]

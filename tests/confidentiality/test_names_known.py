"""Names that first names give away, surnames before them, nicknames; and whom everybody knows."""

import pytest

from tests.confidentiality import found, look

NAMED = [
    ("Is that Kieran Maddocks you mean", "Kieran Maddocks"),
    ("she left it on the desk, and Renée got it pulled", "Renée"),
    ("Dilys was crying in the laundry room", "Dilys"),
    ("the screen said Ivy Lamplugh, ninety-two, NHS", "Ivy Lamplugh"),
    ("up came Ottoline Vask, 67F, for theatre", "Ottoline Vask"),
    ("the stub said Osbert Vask, died 3/3/26", "Osbert Vask"),
    ("where Sabela Vask was born, they said", "Sabela Vask"),
    ("it was SZCZEPANIAK, Waldemar was there", "SZCZEPANIAK, Waldemar"),
    ("the strip said VANDERHOOF, G and a rhythm", "VANDERHOOF, G"),
    ("the header said: NGUYỄN Thị Lan, in red", "NGUYỄN Thị Lan"),
    ("one bed was Xiong, Pa Houa. The next was Xiong, Mee", "Xiong, Pa Houa"),
    ("pt O'Shaughnessy, Brigid, was asleep", "O'Shaughnessy, Brigid"),
    ('a lad who goes by "Spider" came', "Spider"),
    ("Real name Ellis Vask, it turned out", "Ellis Vask"),
    ('his buddy, Hollis "Tex" McAfee, answered', 'Hollis "Tex" McAfee'),
    ("My trainee, Soo-ah, asked", "Soo-ah"),
    ("Twin A, Zuri, was mine", "Zuri"),
    ("I cc Lucinda Farr-Vask in estates", "Lucinda Farr-Vask"),
    ("The son's Jamie-Lee, a driver", "Jamie-Lee"),
    ("the social worker, Charmaine Da Costa, rang", "Charmaine Da Costa"),
    ('She said, "Fetu told us nothing"', "Fetu"),
    ("Bubbe Gittel sang", "Bubbe Gittel"),
    ("Her comadre Socorro brought soup", "Socorro"),
    ("pt's wife, maureen, wasnt happy", "maureen"),
    ("i was late. i handed over to dave and ran", "dave"),
    ("Pharmacist on call: Abeba. Oyinkan's reply helped", "Oyinkan"),
    ("the whiteboard read Vask, T. and so on", "Vask, T"),
    ("PFC Tanaka came", "PFC Tanaka"),
    ("I met the parents of Little Oskar today", "Oskar"),
]
NOBODY = [
    "Florence Nightingale and Mary Seacole hung on the wall",
    "Kate Granger asked us to say our names",
    "Brené Brown's book and a talk by Atul Gawande",
    "Oliver McGowan training is on Tuesday",
    "Martha's Rule was raised, and Helen's Law",
    "They call the form Jane Doe until it is known",
    "Amber Care pathway, Daisy chain, Ruby wedding",
    "Penny dropped. Bill came due. Mark my words",
    "the Elizabeth line and the Victoria line",
    "We watched Harry's Game and ate Jack Daniel's cake",
    "URGENT, Bleep me. STOP, Think, Act. NEVER Events list",
    "Her mum's Alzheimer's was worse",
    "It goes by Tuesday, and the bus goes by Marks",
    "Twin A, Breech, came first",
    "her partner Googled it; the QFTs were late",
    "her son Thanksgiving week was away",
    "Family Nurse Partnership colleagues use it",
    "an Anna-led, Ward-round, Post-op, Tai-chi sort of day",
    "Sepsis, 67, and Sodium, 134, on the board",
    "We went to Willow Bend Elementary",
    "in Gary and near Logan",
    "as they say (Moon, J. 2004) and (Gibbs, G., 1988)",
    "Mrs Beeton recipe; Mr Kipling cake; Sister Callista Roy's model",
    "The Trust's reply, Monday's post and Kolb's notes",
    "Call: 2222. On call: Surgeons.",
    "I'll call her Dorothy here",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_known_name_is_found(text: str, name: str) -> None:
    names = [written for category, written in found(text) if category == "name"]
    assert any(name in written and len(written) < len(name) + 6 for written in names), names


@pytest.mark.parametrize("text", NOBODY)
def test_what_everybody_knows_names_nobody(text: str) -> None:
    assert [item for item in found(text) if item[0] == "name"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Dilys was crying in the laundry room",
        "Is that Kieran Maddocks you mean",
        "i was late. i handed over to dave and ran",
        "The whole bay heard Dilys and Vask, and later on Dilys again",
    ],
)
def test_a_first_name_that_nothing_introduces_is_a_hint(text: str) -> None:
    assert {finding.certainty for finding in look(text) if finding.category == "name"} == {"hint"}


@pytest.mark.parametrize(
    "text", ["Dilys was crying. I rang her husband, Kieran, for Dilys", "pt's wife, maureen, wasnt happy"]
)
def test_a_first_name_that_something_introduces_is_likely(text: str) -> None:
    assert "likely" in {finding.certainty for finding in look(text) if finding.category == "name"}


def test_no_name_is_ever_certain() -> None:
    texts = [text for text, _name in NAMED]
    assert not [finding for text in texts for finding in look(text) if finding.certainty == "certain"]

"""The published models of reflection that a course author may begin with."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from cpd_community_xblock.reflection.data import Stage, Template

DEFAULT = "what_so_what_now_what"


def _stage(stage_id: str, heading: str, prompt: str, guidance: str = "", *, minutes: int = 5) -> Stage:
    return Stage(id=stage_id, heading=heading, prompt=prompt, guidance=guidance, minutes=minutes)


def _what() -> Template:
    """Rolfe, Freshwater and Jasper (2001), after Borton (1970); named by the UK regulators' joint guidance."""
    return Template(
        id="what_so_what_now_what",
        name=_("What? So what? Now what?"),
        stages=(
            _stage(
                "what",
                _("What?"),
                _("What happened, and what did you think and feel?"),
                _("A few lines or bullets are enough. Leave out anything that could tell who was involved."),
            ),
            _stage(
                "so_what",
                _("So what?"),
                _("Why does it matter, and what did you learn from it?"),
                _("Look for what surprised you, what you would have missed a year ago, what a colleague saw."),
            ),
            _stage(
                "now_what",
                _("Now what?"),
                _("What will you do differently, or keep doing?"),
                _("One small thing that you can try in the next few shifts is better than a long list."),
            ),
        ),
    )


def _gibbs() -> Template:
    """Gibbs, Learning by Doing (1988)."""
    return Template(
        id="gibbs",
        name=_("Gibbs' reflective cycle"),
        stages=(
            _stage("description", _("Description"), _("What happened, in outline?"), minutes=3),
            _stage("feelings", _("Feelings"), _("What were you thinking and feeling?"), minutes=3),
            _stage("evaluation", _("Evaluation"), _("What went well, and what did not?"), minutes=3),
            _stage("analysis", _("Analysis"), _("What sense can you make of it? What helped or got in the way?")),
            _stage("conclusion", _("Conclusion"), _("What else could you have done?"), minutes=3),
            _stage("action_plan", _("Action plan"), _("If it came up again, what would you do?"), minutes=3),
        ),
    )


def _kolb() -> Template:
    """Kolb, Experiential Learning (1984)."""
    return Template(
        id="kolb",
        name=_("Kolb's learning cycle"),
        stages=(
            _stage("experience", _("Experience"), _("What did you do or take part in?")),
            _stage("observation", _("Looking back"), _("What did you notice, seen from different sides?")),
            _stage("concepts", _("Making sense"), _("What idea, evidence or principle does it fit, or question?")),
            _stage("experiment", _("Trying out"), _("What will you try next, and how will you tell if it worked?")),
        ),
    )


def _johns() -> Template:
    """Johns' model of structured reflection (1994), shortened to its five groups of cues."""
    return Template(
        id="johns",
        name=_("Johns' structured reflection"),
        stages=(
            _stage("describe", _("The experience"), _("What happened, and what was most important in it?")),
            _stage("reflect", _("Your part"), _("What were you trying to achieve, and why did you act as you did?")),
            _stage(
                "influences", _("Influences"), _("What influenced you: knowledge, feelings, other people, pressure?")
            ),
            _stage(
                "alternatives", _("Alternatives"), _("Could you have dealt with it better? What else could you do?")
            ),
            _stage("learning", _("Learning"), _("How do you see it now, and how has it changed how you work?")),
        ),
    )


def _story() -> Template:
    return Template(
        id="story",
        name=_("A story from work"),
        stages=(
            _stage(
                "story",
                _("The story"),
                _("Tell a moment at work that stayed with you."),
                _("It is about what it was like for you, not about solving a problem. Nobody needs to be recognised."),
                minutes=10,
            ),
            _stage("moment", _("The moment"), _("Where did it touch you, and what did it bring up?")),
            _stage("carry", _("What you carry on"), _("What do you take with you, and what would you leave behind?")),
        ),
    )


def _free() -> Template:
    return Template(
        id="free",
        name=_("Free form"),
        stages=(_stage("free", _("Your reflection"), _("Write whatever helps you to learn from it."), minutes=10),),
    )


def _nmc() -> Template:
    """The headings of the NMC's reflective account form for revalidation."""
    return Template(
        id="nmc",
        name=_("NMC reflective account"),
        stages=(
            _stage(
                "nature",
                _("The activity or experience"),
                _("What was the CPD activity, the feedback, or the event in your practice?"),
            ),
            _stage("learnt", _("What you learnt"), _("What did you learn from it?")),
            _stage("changed", _("What you changed"), _("How did you change or improve your practice as a result?")),
            _stage(
                "code",
                _("The Code"),
                _("How is it relevant to the Code?"),
                _(
                    "Choose one or more of its four themes: prioritise people, practise effectively, preserve safety, "
                    "promote professionalism and trust."
                ),
            ),
        ),
    )


_TEMPLATES: dict[str, Callable[[], Template]] = {
    "what_so_what_now_what": _what,
    "gibbs": _gibbs,
    "kolb": _kolb,
    "johns": _johns,
    "story": _story,
    "free": _free,
    "nmc": _nmc,
}


def template(template_id: str) -> Template:
    """A template in the reader's language; the default one for an id that is not known."""
    return _TEMPLATES.get(template_id, _TEMPLATES[DEFAULT])()


def templates() -> tuple[Template, ...]:
    """All of them, the default first."""
    return tuple(make() for make in _TEMPLATES.values())


def stems() -> tuple[str, ...]:
    """Beginnings that make a kind response easy."""
    return (_("I noticed …"), _("I wondered …"), _("I might try …"), _("Thank you for …"))

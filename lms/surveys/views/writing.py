"""The questions of a survey, in the browser: in languages, with recordings."""

from dataclasses import replace

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses.queries import programme as programme_of
from lms.courses.rules.media import AUDIO, Unfit, made_ready
from lms.surveys import actions, queries, rules
from lms.surveys.forms.questions import QuestionForm, WordsForm, languages_for
from lms.surveys.instruments import of_the_product, read
from lms.surveys.views.blueprint import bp
from lms.surveys.words import COUNTED, KINDS
from lms.transfers import takes_files
from lms.web import go, me, page, permitted, say

SURVEY, QUESTION = "surveys/survey.html", "surveys/question_form.html"
PRODUCT = "surveys/product.html"
MOST_SOUND = 5  # megabytes
NEW = "new"


@bp.get("/programmes/<slug>/surveys/questions/<product>")
def of_product(slug, product):
    """The questions of a survey that comes with the product, before anybody is asked."""
    programme = permitted(programme_of(slug), rules.may_set)
    instrument = of_the_product().get(product) or abort(404)
    return page(PRODUCT, programme=programme, product=product, instrument=instrument, kinds=KINDS)


@bp.post("/programmes/<slug>/surveys/questions/<product>")
def copy(slug, product):
    """A copy of the organisation's own, to be changed; the one that it has, where it has one."""
    programme = permitted(programme_of(slug), rules.may_set)
    if product not in of_the_product():
        abort(404)
    ours = actions.survey_named(programme.organisation_id, product, by=me(), now=clock.now())
    return go(url_for(".survey", survey_id=ours.id))


def languages_of(instrument):
    return languages_for(
        instrument, current_app.config["LANGUAGES"], request.values.get("also", "")
    )


def survey_page(survey, status=200, form=None):
    instrument = read(survey.version.content)
    languages = languages_of(instrument)
    form = form or WordsForm(instrument, languages)
    also = request.values.get("also", "")
    shown = {"survey": survey, "instrument": instrument, "kinds": KINDS, "form": form}
    return page(SURVEY, status=status, languages=languages, also=also, **shown)


@bp.get("/surveys/<int:survey_id>")
def survey(survey_id):
    return survey_page(permitted(queries.survey(survey_id), rules.may_write))


@bp.post("/surveys/<int:survey_id>")
def save_words(survey_id):
    survey = permitted(queries.survey(survey_id), rules.may_write)
    instrument = read(survey.version.content)
    form = WordsForm(instrument, languages_of(instrument), request.form)
    if not form.validate():
        return survey_page(survey, 422, form)
    actions.put_words(survey, form.title, form.intro, by=me(), now=clock.now())
    say(_("Saved."))
    return go(url_for(".survey", survey_id=survey_id))


def question_page(survey, key, form, status=200):
    shown = {"survey": survey, "key": key, "form": form, "kinds": KINDS, "counted": COUNTED}
    return page(QUESTION, status=status, also=request.values.get("also", ""), **shown)


def asked_for(survey, key):
    """The question of a survey with this key; none where a new one is made."""
    found = read(survey.version.content).question(key)
    if found is None and key != NEW:
        abort(404)
    return found


@bp.get("/surveys/<int:survey_id>/questions/<key>")
def edit_question(survey_id, key):
    survey = permitted(queries.survey(survey_id), rules.may_write)
    languages = languages_of(read(survey.version.content))
    return question_page(survey, key, QuestionForm(asked_for(survey, key), languages))


@bp.post("/surveys/<int:survey_id>/questions/<key>")
@takes_files("MEDIA_MB")
def save_question(survey_id, key):
    """“Add an answer” is a submit, too: it keeps everything and gives more lines."""
    survey = permitted(queries.survey(survey_id), rules.may_write)
    languages = languages_of(read(survey.version.content))
    form = QuestionForm(asked_for(survey, key), languages, request.form)
    if "more" in request.form:
        form.lines += 1
        return question_page(survey, key, form)
    sounds = recordings(form)
    if not form.validate():
        return question_page(survey, key, form, 422)
    kept = {
        language: actions.add_sound(survey, ready.content, ready.media_type, by=me(),
                                    now=clock.now()).id
        for language, ready in sounds.items()
    }  # fmt: skip
    question = replace(form.question, sounds={**form.sounds, **kept})
    actions.put_question(survey, question, by=me(), now=clock.now())
    say(_("Saved. Who was asked before keeps the questions as they were."))
    return go(url_for(".survey", survey_id=survey_id))


def recordings(form):
    """The recordings that were sent, by language; what is none is said in the form."""
    found = {}
    for language in form.languages:
        file = request.files.get(f"sound_{language}")
        if not file or not file.filename:
            continue
        content = file.read(MOST_SOUND * 1024 * 1024 + 1)
        if len(content) > MOST_SOUND * 1024 * 1024:
            form.errors.append((f"sound_{language}", _("Use a recording of 5 MB or less.")))
            continue
        try:
            ready = made_ready(content, file.filename)
        except Unfit as why:
            form.errors.append((f"sound_{language}", str(why)))
            continue
        if ready.kind != AUDIO:
            form.errors.append((f"sound_{language}", _("This is no sound.")))
        else:
            found[language] = ready
    return found


@bp.post("/surveys/<int:survey_id>/questions/<key>/removal")
def remove_question(survey_id, key):
    survey = permitted(queries.survey(survey_id), rules.may_write)
    actions.remove_question(survey, key, by=me(), now=clock.now())
    say(_("Removed. What was answered to it stays."))
    return go(url_for(".survey", survey_id=survey_id))


@bp.post("/surveys/<int:survey_id>/questions/<key>/place")
def move_question(survey_id, key):
    survey = permitted(queries.survey(survey_id), rules.may_write)
    step = -1 if request.form.get("step") == "up" else 1
    actions.arrange(survey, key, step, by=me(), now=clock.now())
    return go(url_for(".survey", survey_id=survey_id))

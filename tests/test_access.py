"""Who may do what: the whole table, by behaviour. A route that is not in it fails the build.

The addresses are about group A of the Jesenice programme: its session of tonight and its learner
Lea. Tara trains it; Sam trains group B of the same organisation. Ema coordinates them; Oto and the
learner Olga belong to another organisation, and Ada administers all.
"""

import pytest
from sqlalchemy import select

from lms import files
from lms.assessments.imports.files import receive
from lms.assessments.models import Response
from lms.attendance.actions.feeds import make
from lms.attendance.models import Amendment, ClosingDay, MakeUpOffer, Material, SignUp
from lms.attendance.rules.answers import answer_url
from lms.attendance.rules.offers import offer_url
from lms.attendance.views.feeds import secret_of
from lms.attestations.actions import sign
from lms.attestations.actions.keys import make as make_key
from lms.attestations.models import Paper, Run
from lms.authoring.actions.drafts import keep
from lms.courses.actions.publishing import Words
from lms.courses.actions.questions import put_question
from lms.courses.models import LessonNote, LessonVersion, Term
from lms.coursework.models import TaskAnswer
from lms.db import db
from lms.discussions.actions import begin
from lms.discussions.letters import stop_address
from lms.discussions.models import Post
from lms.evidence.actions import scans, sheets
from lms.evidence.models import Pack, PackPart
from lms.handouts import KINDS
from lms.indicators.actions.sets import keep as keep_set
from lms.jobs import Job
from lms.messages.letters import unsubscribe_address
from lms.messages.models import Mail
from lms.portfolios.models import Item
from lms.projects.models import Outcome, Project
from lms.questions import read
from lms.reports.models import PutOff, SavedView
from lms.surveys import actions as actions_of_surveys
from lms.surveys.models import SurveyInvitation, SurveyRound
from lms.surveys.rules import token_of
from tests.assessments.quizzes import quiz as quiz_of
from tests.assessments.quizzes import taken
from tests.attestations.samples import attested
from tests.cast import NOW, THURSDAY
from tests.courses.samples import recording
from tests.evidence.meetings import kept_list
from tests.evidence.samples import picture as drawn
from tests.exchange.samples import exchange_of
from tests.indicators.reporting import reported
from tests.indicators.sets import OWN_SET
from tests.projects.samples import wide
from tests.questions import samples
from tests.questions.samples import CHOICE
from tests.surveys.asked import answered, asks, round_in
from tests.visitor import Visitor

CAST = ("nobody", "lea", "olga", "tara", "sam", "ema", "oto", "ada")

EVERYONE = set(CAST)
SIGNED_IN = EVERYONE - {"nobody"}
STAFF = {"tara", "sam", "ema", "oto", "ada"}
COORDINATORS = {"ema", "oto", "ada"}
THEIR_TRAINER = {"tara", "ema", "ada"}  # and who coordinates them
THEIR_OWN_TRAINER = {"tara", "ada"}  # nobody else can say what was learned
THEIR_TRAINERS = {"tara", "sam", "ema", "ada"}  # anybody who teaches in their organisation
THEIR_COORDINATOR = {"ema", "ada"}
WHO_LEARNS_IT = {"lea"} | THEIR_TRAINERS  # and who teaches it
WHO_WRITES_IT = THEIR_TRAINERS  # who teaches or coordinates it
THEMSELVES = {"lea"} | THEIR_TRAINER
HOLDS_IT = {"lea"} | THEIR_COORDINATOR  # an attestation

ACCESS = {
    "GET exchange.coming": SIGNED_IN,
    "GET exchange.activity": SIGNED_IN,
    "GET exchange.activity_calendar": SIGNED_IN,
    "POST exchange.join": SIGNED_IN,
    "POST exchange.leave": SIGNED_IN,
    "GET exchange.activities": THEIR_TRAINERS,
    "GET exchange.pairs": THEIR_TRAINERS,
    "GET exchange.plans": THEIR_TRAINERS,
    "GET exchange.plan": THEIR_TRAINERS,
    "GET exchange.activities_file": THEIR_TRAINERS,
    "GET exchange.total": THEIR_TRAINERS,
    "GET exchange.total_file": THEIR_TRAINERS,
    "GET exchange.people_file": THEIR_TRAINERS,
    "GET exchange.pairs_file": THEIR_TRAINERS,
    "GET exchange.plan_file": THEIR_TRAINERS,
    "GET exchange.choosing": THEIR_TRAINERS,
    "POST exchange.put_people": THEIR_TRAINERS,
    "GET exchange.register": THEIR_TRAINERS,
    "POST exchange.take_register": THEIR_TRAINERS,
    "POST exchange.take_off": THEIR_TRAINERS,
    "GET exchange.new_activity": THEIR_COORDINATOR,
    "POST exchange.create_activity": THEIR_COORDINATOR,
    "GET exchange.edit_activity": THEIR_COORDINATOR,
    "POST exchange.save_activity": THEIR_COORDINATOR,
    "POST exchange.cancel_activity": THEIR_COORDINATOR,
    "GET exchange.new_pair": THEIR_COORDINATOR,
    "POST exchange.create_pair": THEIR_COORDINATOR,
    "GET exchange.replacing": THEIR_COORDINATOR,
    "POST exchange.replace_pair": THEIR_COORDINATOR,
    "POST exchange.end_pair": THEIR_COORDINATOR,
    "GET exchange.new_plan": THEIR_COORDINATOR,
    "POST exchange.create_plan": THEIR_COORDINATOR,
    "POST exchange.adopt_plan": THEIR_COORDINATOR,
    "GET exchange.edit_plan": THEIR_COORDINATOR,
    "POST exchange.save_plan": THEIR_COORDINATOR,
    "POST exchange.close_plan": THEIR_COORDINATOR,
    "GET exchange.new_measure": THEIR_COORDINATOR,
    "POST exchange.create_measure": THEIR_COORDINATOR,
    "GET exchange.edit_measure": THEIR_COORDINATOR,
    "POST exchange.save_measure": THEIR_COORDINATOR,
    "GET projects.projects": EVERYONE,
    "GET projects.project": THEIR_TRAINERS,
    "GET projects.results": EVERYONE,  # these are published
    "GET projects.results_file": EVERYONE,
    "GET projects.figures": THEIR_COORDINATOR,
    "GET projects.new_figure": THEIR_COORDINATOR,
    "POST projects.add_figure": THEIR_COORDINATOR,
    "POST projects.move_figure": THEIR_COORDINATOR,
    "GET projects.figure": THEIR_COORDINATOR,
    "POST projects.save_figure": THEIR_COORDINATOR,
    "GET projects.figure_out": THEIR_COORDINATOR,
    "POST projects.take_figure_out": THEIR_COORDINATOR,
    "POST projects.save_sources": THEIR_COORDINATOR,
    "GET projects.partners": THEIR_COORDINATOR,
    "POST projects.save_partners": THEIR_COORDINATOR,
    "GET projects.organisations": COORDINATORS,
    "GET projects.organisations_file": COORDINATORS,
    "GET projects.new_organisation": {"ada"},
    "POST projects.create_organisation": {"ada"},
    "GET projects.edit_organisation": THEIR_COORDINATOR,
    "POST projects.save_organisation": THEIR_COORDINATOR,
    "GET projects.outcomes": THEIR_TRAINERS,
    "GET projects.outcomes_file": THEIR_TRAINERS,
    "GET projects.group_outcomes": THEIR_TRAINER,
    "POST projects.say_of_group": THEIR_TRAINER,
    "GET projects.person_outcomes": THEIR_COORDINATOR,
    "POST projects.say_of_person": THEIR_COORDINATOR,
    "POST projects.take_outcome_back": THEIR_COORDINATOR,
    "GET projects.edit": THEIR_COORDINATOR,
    "POST projects.save": THEIR_COORDINATOR,
    "POST projects.publish": THEIR_COORDINATOR,
    "GET portfolios.mine": {"lea"},
    "GET portfolios.new": {"lea"},
    "POST portfolios.add": {"lea"},
    "GET portfolios.edit": {"lea"},
    "POST portfolios.save": {"lea"},
    "POST portfolios.take_back": {"lea"},
    "POST portfolios.remove": {"lea"},
    "GET portfolios.item": THEMSELVES,
    "GET portfolios.file": THEMSELVES,
    "POST portfolios.review": THEIR_TRAINER,
    "GET portfolios.of_group": THEIR_TRAINER,
    "GET portfolios.rubric": THEIR_COORDINATOR,
    "POST portfolios.set_rubric": THEIR_COORDINATOR,
    "GET assessments.marking": STAFF,
    "GET assessments.next_to_mark": STAFF,
    "GET assessments.seen_attempt": THEIR_TRAINER,
    "GET assessments.judging": THEIR_TRAINER,
    "POST assessments.save_judging": THEIR_TRAINER,
    "GET assessments.response_file": THEIR_TRAINER,
    "GET assessments.group_quizzes": THEIR_TRAINER,
    "GET assessments.group_quiz": THEIR_TRAINER,
    "GET assessments.extending": THEIR_TRAINER,
    "POST assessments.save_extension": THEIR_TRAINER,
    "GET assessments.answers_table": THEIR_TRAINER,
    "GET assessments.figures": WHO_WRITES_IT,
    "GET assessments.regrading_question": WHO_WRITES_IT,
    "POST assessments.save_regrade": WHO_WRITES_IT,
    "GET assessments.quiz": WHO_LEARNS_IT,
    "POST assessments.begin": WHO_LEARNS_IT,
    "GET assessments.attempt": {"lea"},  # nobody else, whatever their role
    "GET assessments.asked": {"lea"},
    "POST assessments.answer": {"lea"},
    "POST assessments.answers": {"lea"},
    "GET assessments.overview": {"lea"},
    "POST assessments.hand_in": {"lea"},
    "GET assessments.outcome": {"lea"},
    "GET assessments.answer_file": {"lea"},
    "GET assessments.quizzes": WHO_WRITES_IT,
    "GET assessments.new_quiz": WHO_WRITES_IT,
    "POST assessments.create_quiz": WHO_WRITES_IT,
    "GET assessments.edit_quiz": WHO_WRITES_IT,
    "POST assessments.save_quiz": WHO_WRITES_IT,
    "POST assessments.retire_quiz": WHO_WRITES_IT,
    "POST assessments.return_quiz": WHO_WRITES_IT,
    "GET assessments.quiz_questions": WHO_WRITES_IT,
    "POST assessments.save_quiz_questions": WHO_WRITES_IT,
    "POST assessments.add_draw": WHO_WRITES_IT,
    "GET assessments.choose_questions": WHO_WRITES_IT,
    "POST assessments.add_questions": WHO_WRITES_IT,
    "POST assessments.try_quiz": WHO_WRITES_IT,
    "GET attendance.feed": EVERYONE,
    "GET attendance.my_calendar": SIGNED_IN,
    "POST attendance.make_my_calendar": SIGNED_IN,
    "POST attendance.stop_my_calendar": SIGNED_IN,
    "GET attendance.group_calendar": THEIR_TRAINER,
    "POST attendance.make_group_calendar": THEIR_TRAINER,
    "POST attendance.stop_group_calendar": THEIR_TRAINER,
    "GET attendance.session_calendar": THEMSELVES,
    "GET attendance.timetable": SIGNED_IN,
    "GET attendance.group_timetable": THEMSELVES,
    "GET attendance.sessions": STAFF,
    "GET attendance.notice": THEIR_TRAINER,
    "GET attendance.new": STAFF,
    "POST attendance.publish": THEIR_TRAINER,
    "GET attendance.new_series": STAFF,
    "POST attendance.publish_series": THEIR_TRAINER,
    "GET attendance.new_copy": STAFF,
    "POST attendance.publish_copy": THEIR_COORDINATOR,
    "GET attendance.closing_days": COORDINATORS,
    "POST attendance.add_closing_days": COORDINATORS,
    "POST attendance.remove_closing_days": THEIR_COORDINATOR,
    "GET attendance.session": THEMSELVES,
    "POST attendance.hand_out": THEIR_TRAINER,
    "POST attendance.take_away": THEIR_TRAINER,
    "GET attendance.material": THEMSELVES,
    "POST attendance.announce": {"lea"},
    "POST attendance.take_back": {"lea"},
    "POST attendance.note_call": THEIR_TRAINER,
    "POST attendance.take_call_back": THEIR_TRAINER,
    "GET attendance.answer": EVERYONE,
    "POST attendance.answer_no": EVERYONE,
    "POST attendance.answer_yes": EVERYONE,
    "POST attendance.change": THEIR_TRAINER,
    "POST attendance.cancel": THEIR_TRAINER,
    "POST attendance.reinstate": THEIR_TRAINER,
    "GET attendance.register": THEIR_TRAINER,
    "POST attendance.take": THEIR_TRAINER,
    "POST attendance.make_up": THEIR_TRAINER,
    "GET attendance.offer_make_up": THEIR_TRAINER,
    "POST attendance.make_offer": THEIR_TRAINER,
    "POST attendance.take_offer_back": THEIR_TRAINER,
    "GET attendance.make_up_list": STAFF,
    "POST attendance.approve_task": THEIR_TRAINER,
    "POST attendance.send_task_back": THEIR_TRAINER,
    "GET attendance.my_make_up": {"lea"} | THEIR_TRAINER,
    "POST attendance.answer_make_up": {"lea"} | THEIR_TRAINER,
    "GET attendance.make_up_answer": EVERYONE,
    "POST attendance.make_up_answered": EVERYONE,
    "GET attendance.check_in": THEIR_TRAINER,
    "GET attendance.cards": THEIR_TRAINER,
    "POST attendance.read_card": THEIR_TRAINER,
    "GET attendance.scan": EVERYONE,
    "GET attendance.arrival": SIGNED_IN,
    "POST attendance.arrive": SIGNED_IN,
    "GET attendance.here": SIGNED_IN,
    "POST attendance.type_code": SIGNED_IN,
    "GET attendance.closing": THEIR_TRAINER,
    "POST attendance.close": THEIR_TRAINER,
    "GET attendance.amendments": STAFF,
    "GET attendance.corrections": THEIR_TRAINER,
    "GET attendance.new_amendment": THEIR_TRAINER,
    "POST attendance.ask_amendment": THEIR_TRAINER,
    "GET attendance.amendment": THEIR_TRAINER,
    "POST attendance.agree": THEIR_TRAINER,
    "POST attendance.refuse": THEIR_TRAINER,
    "POST attendance.withdraw_amendment": THEIR_TRAINER,
    "GET attendance.group_chain": THEIR_TRAINER,
    "POST attendance.check_chain": THEIR_TRAINER,
    "GET attendance.open_sessions": SIGNED_IN,
    "POST attendance.sign_up": SIGNED_IN,
    "POST attendance.accept_place": SIGNED_IN,
    "POST attendance.give_place_back": SIGNED_IN,
    "GET attendance.signed_up": THEIR_TRAINER,
    "POST attendance.book_place": THEIR_TRAINER,
    "POST attendance.take_off": THEIR_TRAINER,
    "GET assessments.bank": WHO_WRITES_IT,
    "GET assessments.question_files": WHO_WRITES_IT,
    "POST assessments.send_questions": WHO_WRITES_IT,
    "GET assessments.question_file": WHO_WRITES_IT,
    "POST assessments.take_questions": WHO_WRITES_IT,
    "POST assessments.leave_questions": WHO_WRITES_IT,
    "GET assessments.questions_out": WHO_WRITES_IT,
    "GET assessments.questions_file": WHO_WRITES_IT,
    "GET assessments.new_question": WHO_WRITES_IT,
    "GET assessments.begin_question": WHO_WRITES_IT,
    "POST assessments.add_question": WHO_WRITES_IT,
    "GET assessments.question": WHO_WRITES_IT,
    "POST assessments.try_question": WHO_WRITES_IT,
    "GET assessments.edit_question": WHO_WRITES_IT,
    "POST assessments.change_question": WHO_WRITES_IT,
    "GET assessments.versions_of_question": WHO_WRITES_IT,
    "GET assessments.version_of_question": WHO_WRITES_IT,
    "POST assessments.retire_question": WHO_WRITES_IT,
    "POST assessments.return_question": WHO_WRITES_IT,
    "GET authoring.courses": STAFF,
    "GET authoring.media": WHO_WRITES_IT,
    "POST authoring.add_media": WHO_WRITES_IT,
    "GET authoring.recording": WHO_WRITES_IT,
    "GET authoring.medium": WHO_WRITES_IT,
    "POST authoring.describe_medium": WHO_WRITES_IT,
    "POST authoring.retire_medium": WHO_WRITES_IT,
    "POST authoring.return_medium": WHO_WRITES_IT,
    "GET authoring.words": WHO_WRITES_IT,
    "GET authoring.new_word": WHO_WRITES_IT,
    "POST authoring.add_word": WHO_WRITES_IT,
    "GET authoring.word": WHO_WRITES_IT,
    "POST authoring.change_word": WHO_WRITES_IT,
    "POST authoring.retire_word": WHO_WRITES_IT,
    "POST authoring.bring_back_word": WHO_WRITES_IT,
    "GET authoring.translations": WHO_WRITES_IT,
    "GET authoring.new_language": WHO_WRITES_IT,
    "GET authoring.catalogue": WHO_WRITES_IT,
    "GET authoring.save_catalogue": WHO_WRITES_IT,
    "POST authoring.bring_catalogue": WHO_WRITES_IT,
    "GET authoring.names": WHO_WRITES_IT,
    "POST authoring.save_names": WHO_WRITES_IT,
    "GET authoring.lesson_languages": WHO_WRITES_IT,
    "GET authoring.translate": WHO_WRITES_IT,
    "POST authoring.save_translation": WHO_WRITES_IT,
    "POST authoring.withdraw_translation": WHO_WRITES_IT,
    "POST authoring.drop_translation": WHO_WRITES_IT,
    "GET authoring.new_course": STAFF,
    "POST authoring.create_course": STAFF,
    "GET authoring.outline": THEIR_TRAINERS,
    "POST authoring.order": THEIR_TRAINERS,
    "GET authoring.about_course": THEIR_TRAINERS,
    "POST authoring.save_course": THEIR_TRAINERS,
    "POST authoring.retire_course": THEIR_TRAINERS,
    "POST authoring.bring_back_course": THEIR_TRAINERS,
    "POST authoring.remove_course": THEIR_TRAINERS,
    "POST authoring.remove_module": THEIR_TRAINERS,
    "POST authoring.remove_lesson": THEIR_TRAINERS,
    "GET authoring.new_module": THEIR_TRAINERS,
    "POST authoring.create_module": THEIR_TRAINERS,
    "GET authoring.edit_module": THEIR_TRAINERS,
    "POST authoring.save_module": THEIR_TRAINERS,
    "POST authoring.retire_module": THEIR_TRAINERS,
    "POST authoring.bring_back_module": THEIR_TRAINERS,
    "GET authoring.new_lesson": THEIR_TRAINERS,
    "POST authoring.create_lesson": THEIR_TRAINERS,
    "GET authoring.arrange": THEIR_TRAINERS,
    "POST authoring.move_lesson": THEIR_TRAINERS,
    "POST authoring.copy_lesson": THEIR_TRAINERS,
    "POST authoring.retire_lesson": THEIR_TRAINERS,
    "POST authoring.bring_back_lesson": THEIR_TRAINERS,
    "GET authoring.edit_lesson": THEIR_TRAINERS,
    "POST authoring.save_draft": THEIR_TRAINERS,
    "POST authoring.drop_draft": THEIR_TRAINERS,
    "GET authoring.preview": THEIR_TRAINERS,
    "GET authoring.how_to_write": STAFF,
    "GET authoring.publishing": THEIR_TRAINERS,
    "POST authoring.publish": THEIR_TRAINERS,
    "POST authoring.plan": THEIR_TRAINERS,
    "GET authoring.merging": THEIR_TRAINERS,
    "POST authoring.merge": THEIR_TRAINERS,
    "GET authoring.versions": THEIR_TRAINERS,
    "GET authoring.version": THEIR_TRAINERS,
    "POST authoring.restore": THEIR_TRAINERS,
    "GET authoring.compare": THEIR_TRAINERS,
    "GET attestations.mine": SIGNED_IN,
    "GET attestations.one": HOLDS_IT,
    "GET attestations.paper": HOLDS_IT,
    "POST attestations.print_in": HOLDS_IT,
    "POST attestations.wish": {"lea"},
    "POST attestations.mail": {"lea"},
    "GET attestations.revoking": THEIR_COORDINATOR,
    "POST attestations.revoke": THEIR_COORDINATOR,
    "GET attestations.of_group": THEIR_COORDINATOR,
    "POST attestations.issue": THEIR_COORDINATOR,
    "GET attestations.group_table": THEIR_COORDINATOR,
    "GET attestations.run": THEIR_COORDINATOR,
    "POST attestations.stop_run": THEIR_COORDINATOR,
    "GET attestations.run_file": THEIR_COORDINATOR,
    "GET attestations.of_organisation": THEIR_COORDINATOR,
    "GET attestations.organisation_table": THEIR_COORDINATOR,
    "GET attestations.design": THEIR_COORDINATOR,
    "POST attestations.save_design": THEIR_COORDINATOR,
    "GET attestations.design_picture": THEIR_COORDINATOR,
    "GET attestations.verify": EVERYONE,
    "POST attestations.look_up": EVERYONE,
    "POST attestations.check_file": EVERYONE,
    "GET attestations.verified": EVERYONE,
    "GET attestations.badge": {"lea"} | THEIR_COORDINATOR,
    "POST attestations.sign": {"lea"} | THEIR_COORDINATOR,
    "GET attestations.badge_file": {"lea"} | THEIR_COORDINATOR,
    "GET attestations.elm_file": {"lea"} | THEIR_COORDINATOR,
    "GET attestations.did": EVERYONE,
    "GET attestations.did_of_path": EVERYONE,
    "GET attestations.status_list": EVERYONE,
    "GET attestations.achievement": EVERYONE,
    "GET attestations.achievement_picture": EVERYONE,
    "GET completion.home": SIGNED_IN,
    "GET completion.group": THEIR_TRAINER,
    "GET completion.export": THEIR_TRAINER,
    "GET completion.completions": THEIR_TRAINER,
    "POST completion.look": THEIR_TRAINER,
    "POST completion.confirm": THEIR_COORDINATOR,
    "GET completion.completion": THEMSELVES,
    "POST completion.withdraw": THEIR_COORDINATOR,
    "GET completion.completed": COORDINATORS,
    "GET completion.export_completed": COORDINATORS,
    "GET completion.export_completions": THEIR_TRAINER,
    "GET completion.learner": THEMSELVES,
    "POST completion.confirm_module": THEIR_OWN_TRAINER,
    "POST completion.record_result": THEIR_TRAINER,
    "POST completion.decide_portfolio": THEIR_TRAINER,
    "GET coursework.task": WHO_LEARNS_IT,
    "POST coursework.save": {"lea"},
    "POST coursework.take_back": {"lea"},
    "GET coursework.tasks": WHO_LEARNS_IT,
    "GET coursework.mine": SIGNED_IN,
    "GET coursework.group_answers": THEIR_OWN_TRAINER,
    "GET coursework.answer": {"lea"} | THEIR_OWN_TRAINER,
    "POST coursework.respond": THEIR_OWN_TRAINER,
    "GET coursework.file": {"lea"} | THEIR_OWN_TRAINER,
    "GET courses.catalogue": EVERYONE,
    "GET courses.programme": EVERYONE,
    "POST courses.enrol": SIGNED_IN,
    "POST courses.withdraw": {"lea"},
    "POST courses.accept_place": {"lea"},
    "GET courses.course": WHO_LEARNS_IT,
    "GET courses.glossary": WHO_LEARNS_IT,
    "GET courses.lesson": WHO_LEARNS_IT,
    "GET courses.media": WHO_LEARNS_IT,
    "POST courses.lesson_done": WHO_LEARNS_IT,
    "POST courses.lesson_undone": WHO_LEARNS_IT,
    "POST courses.save_reading": SIGNED_IN,
    "POST courses.begin": WHO_LEARNS_IT,
    "POST courses.keep_place": WHO_LEARNS_IT,
    "POST courses.tick": WHO_LEARNS_IT,
    "POST courses.add_note": WHO_LEARNS_IT,
    "GET courses.notes": SIGNED_IN,
    "GET courses.note": {"lea"},  # nobody else, whatever their role
    "POST courses.save_note": {"lea"},
    "POST courses.delete_note": {"lea"},
    "GET courses.applications": THEIR_COORDINATOR,
    "POST courses.answer": THEIR_COORDINATOR,
    "GET attestations.my_transcript": SIGNED_IN,
    "GET attestations.my_transcript_file": SIGNED_IN,
    "GET attestations.transcript": {"lea", "ema", "ada"},
    "GET attestations.transcript_file": {"lea", "ema", "ada"},
    "GET completion.rules": THEIR_COORDINATOR,
    "POST completion.save_rules": THEIR_COORDINATOR,
    "GET completion.rules_history": THEIR_COORDINATOR,
    "GET courses.parts": THEIR_COORDINATOR,
    "POST courses.save_parts": THEIR_COORDINATOR,
    "GET levels.mine": SIGNED_IN,
    "GET levels.check": {"lea"},
    "POST levels.answer": {"lea"},
    "POST levels.hand_in": {"lea"},
    "GET levels.group": THEIR_TRAINER,
    "POST levels.record": THEIR_OWN_TRAINER,
    "GET levels.gains": THEIR_COORDINATOR,
    "GET levels.settings": THEIR_COORDINATOR,
    "POST levels.save_settings": THEIR_COORDINATOR,
    "GET courses.settings": THEIR_COORDINATOR,
    "POST courses.save_settings": THEIR_COORDINATOR,
    "GET courses.groups": STAFF,
    "GET courses.new_group": COORDINATORS,
    "POST courses.create_group": COORDINATORS,
    "GET courses.edit_group": THEIR_COORDINATOR,
    "POST courses.save_group": THEIR_COORDINATOR,
    "GET courses.group_people": THEIR_TRAINER,
    "POST courses.enrol_person": THEIR_COORDINATOR,
    "GET courses.group_modules": THEIR_TRAINER,
    "GET courses.group_module": THEIR_TRAINER,
    "POST courses.confirm": THEIR_OWN_TRAINER,
    "GET courses.calls": THEIR_TRAINER,
    "POST courses.told": THEIR_TRAINER,
    "GET courses.membership": THEIR_COORDINATOR,
    "POST courses.move": THEIR_COORDINATOR,
    "POST courses.end_membership": THEIR_COORDINATOR,
    "GET discussions.discussion": WHO_LEARNS_IT,
    "POST discussions.begin": WHO_LEARNS_IT,
    "GET discussions.thread": WHO_LEARNS_IT,
    "POST discussions.write": WHO_LEARNS_IT,
    "POST discussions.follow": WHO_LEARNS_IT,
    "GET discussions.edit": {"lea"},
    "POST discussions.save": {"lea"},
    "POST discussions.report": WHO_LEARNS_IT,
    "POST discussions.hide": THEIR_TRAINERS,
    "POST discussions.show": THEIR_TRAINERS,
    "POST discussions.close": THEIR_TRAINERS,
    "POST discussions.reopen": THEIR_TRAINERS,
    "GET discussions.overview": THEIR_TRAINERS,
    "GET discussions.stopping": EVERYONE,
    "POST discussions.stop": EVERYONE,
    "POST discussions.again": EVERYONE,
    "POST discussions.stop_all": EVERYONE,
    "GET evidence.lists": THEIR_TRAINER,
    "POST evidence.add_list": THEIR_TRAINER,
    "GET evidence.meeting_list": THEIR_TRAINER,
    "POST evidence.read_list": THEIR_TRAINER,
    "POST evidence.decide_names": THEIR_TRAINER,
    "POST evidence.use_list": THEIR_TRAINER,
    "POST evidence.take_list_back": THEIR_TRAINER,
    "GET evidence.list_file": THEIR_TRAINER,
    "GET evidence.paper": THEIR_TRAINER,
    "POST evidence.print_sheet": THEIR_TRAINER,
    "GET evidence.find_sheet": STAFF,
    "GET evidence.sheet": THEIR_TRAINER,
    "GET evidence.sheet_pdf": THEIR_TRAINER,
    "GET evidence.coverage": THEIR_TRAINER,
    "GET evidence.packs": THEIR_COORDINATOR,
    "POST evidence.ask_for_pack": THEIR_COORDINATOR,
    "GET evidence.pack": THEIR_COORDINATOR,
    "GET evidence.pack_file": THEIR_COORDINATOR,
    "GET evidence.register_pdf": THEIR_TRAINER,
    "POST evidence.type_back": THEIR_TRAINER,
    "POST evidence.sign": THEIR_TRAINER,
    "POST evidence.attach": THEIR_TRAINER,
    "GET evidence.printed": THEIR_COORDINATOR,
    "POST evidence.save_printed": THEIR_COORDINATOR,
    "GET evidence.logo": THEIR_COORDINATOR,
    "GET evidence.scan": THEIR_TRAINER,
    "POST evidence.withdraw_scan": THEIR_TRAINER,
    "GET messages.mine": SIGNED_IN,
    "POST messages.choose": SIGNED_IN,
    "GET messages.of_person": THEIR_COORDINATOR,
    "GET messages.mail": {"lea"} | THEIR_COORDINATOR,
    "GET messages.unsubscribing": EVERYONE,
    "POST messages.unsubscribe": EVERYONE,
    "POST messages.subscribe": EVERYONE,
    "GET people.sign_in": EVERYONE,
    "POST people.sign_in_again": EVERYONE,
    "POST people.enter_by_card": EVERYONE,
    "POST people.enter_by_password": EVERYONE,
    "POST people.leave": SIGNED_IN,
    "GET people.languages": EVERYONE,
    "POST people.choose_language": EVERYONE,
    "GET people.accessibility": EVERYONE,
    "GET people.service_worker": EVERYONE,
    "GET people.offline": EVERYONE,
    "GET people.manifest": EVERYONE,
    "GET people.who": SIGNED_IN,
    "GET people.privacy_notice": EVERYONE,
    "GET people.account": SIGNED_IN,
    "POST people.change_password": SIGNED_IN,
    "POST people.sign_out_everywhere": SIGNED_IN,
    "GET people.people": COORDINATORS,
    "GET people.new": COORDINATORS,
    "POST people.create": COORDINATORS,
    "GET people.person": THEIR_COORDINATOR,
    "GET people.edit": THEIR_COORDINATOR,
    "POST people.save": THEIR_COORDINATOR,
    "GET people.card": THEIR_TRAINERS,
    "POST people.make_card": THEIR_TRAINERS,
    "POST people.cards": COORDINATORS,
    "POST people.make_password": THEIR_COORDINATOR,
    "GET privacy.mine": SIGNED_IN,
    "POST privacy.give_mine": SIGNED_IN,
    "GET privacy.about": {"lea"} | THEIR_COORDINATOR,
    "POST privacy.give": {"lea"} | THEIR_COORDINATOR,
    "GET privacy.erasing": THEIR_COORDINATOR,
    "POST privacy.erase": THEIR_COORDINATOR,
    "GET privacy.erasures": COORDINATORS,
    "GET privacy.keeping": THEIR_COORDINATOR,
    "POST privacy.save_keeping": THEIR_COORDINATOR,
    "GET reports.dashboard": COORDINATORS,
    "GET reports.charts": STAFF,
    "GET reports.chart_file": STAFF,
    "GET reports.people_by_standing": COORDINATORS,
    "GET reports.registers": COORDINATORS,
    "GET reports.today": STAFF,
    "GET reports.chosen": STAFF,
    "POST reports.write": STAFF,
    "POST reports.put_off": STAFF,
    "GET reports.later_rows": STAFF,
    "GET indicators.sets": COORDINATORS,
    "GET indicators.set_": COORDINATORS,
    "GET indicators.upload": {"ada"},
    "POST indicators.check": {"ada"},
    "POST indicators.keep": {"ada"},
    "GET reports.explore": STAFF,
    "GET reports.explore_file": STAFF,
    "GET reports.explore_partners": {"ema", "oto"},  # Ada sees the rows themselves
    "GET reports.explore_people": STAFF,
    "GET reports.explore_people_file": STAFF,
    "POST reports.show_again": THEIR_TRAINER,
    "GET indicators.figures": THEIR_COORDINATOR,
    "POST indicators.count_again": THEIR_COORDINATOR,
    "GET indicators.count": THEIR_COORDINATOR,
    "GET indicators.count_file": THEIR_COORDINATOR,
    "GET indicators.members": THEIR_COORDINATOR,
    "GET indicators.members_file": THEIR_COORDINATOR,
    "GET indicators.gaps": THEIR_COORDINATOR,
    "GET indicators.periods": THEIR_COORDINATOR,
    "POST indicators.open_period": THEIR_COORDINATOR,
    "GET indicators.period": THEIR_COORDINATOR,
    "POST indicators.freeze": THEIR_COORDINATOR,
    "POST indicators.look_again": THEIR_COORDINATOR,
    "POST indicators.withdraw": THEIR_COORDINATOR,
    "GET indicators.report": THEIR_COORDINATOR,
    "POST indicators.count_report": THEIR_COORDINATOR,
    "POST indicators.submit": THEIR_COORDINATOR,
    "POST indicators.give_back": THEIR_COORDINATOR,
    "POST indicators.accept": THEIR_COORDINATOR,
    "GET reports.saved_views": STAFF,
    "POST reports.save_view": STAFF,
    "GET reports.open_view": {"ema"},
    "POST reports.share_view": {"ema"},
    "POST reports.remove_view": {"ema"},
    "POST reports.choose_digest": STAFF,
    "GET reports.jobs": {"ada"},
    "POST reports.try_again": {"ada"},
    "POST reports.try_all_again": {"ada"},
    "POST reports.give_up": {"ada"},
    "POST reports.test_mail": {"ada"},
    "GET reports.imports": COORDINATORS,
    "POST reports.check": COORDINATORS,
    "GET reports.checked": COORDINATORS,
    "POST reports.take_in": COORDINATORS,
    "POST reports.forget": COORDINATORS,
    "GET reports.table": COORDINATORS,
    "GET reports.empty_table": COORDINATORS,
    "GET search.search": EVERYONE,
    "GET surveys.answering": EVERYONE,
    "GET surveys.question": EVERYONE,
    "POST surveys.save_answer": EVERYONE,
    "GET surveys.ending": EVERYONE,
    "POST surveys.send": EVERYONE,
    "GET surveys.sound": EVERYONE,
    "GET surveys.code": EVERYONE,
    "POST surveys.type_code": EVERYONE,
    "GET surveys.room": EVERYONE,
    "POST surveys.enter": EVERYONE,
    "GET surveys.of_group": THEIR_TRAINER,
    "POST surveys.ask": THEIR_TRAINER,
    "GET surveys.results": THEIR_TRAINER,
    "GET surveys.table": THEIR_TRAINER,
    "GET surveys.people": THEIR_COORDINATOR,
    "GET surveys.screen": THEIR_TRAINER,
    "POST surveys.open_room": THEIR_TRAINER,
    "POST surveys.close_room": THEIR_TRAINER,
    "GET surveys.settings": THEIR_COORDINATOR,
    "POST surveys.save_setting": THEIR_COORDINATOR,
    "POST surveys.stop": THEIR_COORDINATOR,
    "GET surveys.programme_results": THEIR_COORDINATOR,
    "GET surveys.programme_table": THEIR_COORDINATOR,
    "GET surveys.survey": THEIR_COORDINATOR,
    "POST surveys.save_words": THEIR_COORDINATOR,
    "GET surveys.edit_question": THEIR_COORDINATOR,
    "POST surveys.save_question": THEIR_COORDINATOR,
    "POST surveys.remove_question": THEIR_COORDINATOR,
    "POST surveys.move_question": THEIR_COORDINATOR,
    "GET surveys.of_product": THEIR_COORDINATOR,
    "POST surveys.copy": THEIR_COORDINATOR,
}
FORMS = {  # what is not said by the address
    "POST indicators.count_again": {"set": "own"},
    "POST attendance.publish": {"group": "jes-a"},
    "POST attendance.publish_series": {"group": "jes-a"},
    "POST attendance.publish_copy": {"group": "jes-a", "source": "jes-b"},
}
REFUSED = {"door", 401, 403, 404}  # 401: what was typed waits; 404: there is none of theirs
DONE = {200, 204, 303}
NOT_SO = {409, 410, 422}  # they may, but not like this; words say why
SLUGS = {  # others are groups
    "charts": "standing",
    "indicators": "own",
    "programmes": "digital-local",
    "courses": "digital-basics",
    "organisations": "aec-jesenice",
    "projects": "wide",
    "achievements": "digital-local",
}


def routes(app):
    """Every route of the app, as it is called in the table."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    by_itself = {"HEAD", "OPTIONS"}
    return {f"{how} {rule.endpoint}": rule for rule in rules for how in rule.methods - by_itself}


def test_every_route_is_in_the_table(app):
    assert sorted(routes(app)) == sorted(ACCESS)


def questions_from(course, by):
    """A file of questions that waits for somebody's decision."""
    content = b"::Sky::The sky is blue. {T}"
    return receive(course, content, "sky.txt", "gift", "en", by=by, now=NOW)


def outcome_of(world):
    """What became of Lea, as somebody wrote it down."""
    project = db.session.scalars(select(Project).where(Project.slug == "wide")).one()
    row = Outcome(project_id=project.id, person_id=world.lea.id, kind="helpful", answer=True)
    row.on, row.source, row.at = THURSDAY, "interview", NOW
    db.session.add(row)
    db.session.commit()
    return row


def question_of(course):
    """A question of the course's bank."""
    row, _changed = put_question(course, read(CHOICE, "en")[0], by=None, now=NOW)
    db.session.commit()
    return row


def task_of(world):
    """A task that is offered to Lea."""
    about = {"session": world.tonight, "person": world.lea, "kind": "task", "task": "Read"}
    task = MakeUpOffer(**about, minutes=30, offered_by=world.tara, offered_at=NOW, state="offered")
    db.session.add(task)
    db.session.commit()
    return task


def answer_of(world, lesson):
    """What Lea handed in, with a file, for a task of the lesson."""
    text = next(one for one in lesson.texts if one.language == "en")
    said = {"kind": "task", "title": "T", "file": True, "peer": False, "place": 0}
    text.uses = {"tasks": [{"key": "task", **said}]}
    kept = files.keep(b"odgovor", "text/plain", now=NOW).id
    about = {"person": world.lea, "group": world.a, "lesson": lesson, "task": "task"}
    answer = TaskAnswer(**about, file_id=kept, file_name="a.txt", changed_at=NOW, handed_in_at=NOW)
    db.session.add(answer)
    db.session.commit()
    return answer


def talk_of(world, lesson):
    """What Lea says below the lesson, where the programme has conversations."""
    world.local.discussions = True
    about = (world.local, lesson, "Title", "Words")
    return begin(*about, by=world.lea, now=NOW), db.session.scalars(select(Post)).one()


def draft_of(lesson, world):
    """Everybody who may has a draft of a lesson; its first version is there, too. Sam's draft."""
    words = Words("T", 5, None, None, None, "Text")
    version = {"lesson": lesson, "language": "it", "number": 1, "links": [None], "made_at": NOW}
    db.session.add(LessonVersion(**version, **words._asdict()))
    found = {
        author: keep(lesson, "it", words, [None], by=getattr(world, author), now=NOW)
        for author in sorted(THEIR_TRAINERS)
    }
    return found["sam"]


def word_of(world):
    """A word of the course's glossary; and a set of indicators, which is everybody's."""
    keep_set("own", OWN_SET, by=None, now=NOW)
    return Term(course_id=world.digital.id, slug="pin", term={"en": "PIN"}, meaning={"en": "Four"})


def paper_of(world):
    """A list of tonight's session, a scan of it, and a logo of the programme."""
    sheet = sheets.make(world.tonight, [world.lea.id], "en", 3, by=world.tara, now=NOW)
    looked = scans.Looked(KINDS["image/png"], 1)
    world.local.logo_id = files.keep(drawn("PNG"), "image/png", now=NOW).id
    return sheet, scans.add(sheet, b"png", "a.png", looked, by=world.tara, now=NOW)


def attempt_of(world):
    """A question, a quiz with it, and Lea's attempt: handed in, with a file, to be marked."""
    asked = question_of(world.digital)
    quiz = quiz_of(world, samples.FILE, {"use": asked.key}, slug="quiz")
    attempt = taken(quiz, world.lea, None)
    kept = files.keep(b"odgovor", "text/plain", now=NOW).id
    given = {"file": kept, "name": "a.txt"}
    about = {"attempt_id": attempt.id, "place": 1, "turn": 1, "token": "t", "saved_at": NOW}
    db.session.add(Response(**about, given=given, file_id=kept))
    db.session.commit()
    return asked, quiz, attempt


def survey_of(world):
    """A survey that Lou may answer, with a room, and one with names that is over."""
    over = round_in(world, anonymous=False)
    answered(over, 5, person=world.lou, at=NOW, helped="yes")
    actions_of_surveys.ask_group(world.a, "end", by=world.tara, now=NOW)
    asked = asks(world, "after")
    actions_of_surveys.ask_group(world.a, "after", by=world.tara, now=NOW)
    open_one = db.session.scalars(select(SurveyRound).filter_by(moment="after")).one()
    actions_of_surveys.open_room(open_one, by=world.tara, now=NOW)
    sound = actions_of_surveys.add_sound(asked.survey, b"x", "audio/mpeg", by=world.ema, now=NOW)
    db.session.commit()
    name = next(
        one.name
        for one in db.session.scalars(select(SurveyInvitation).filter_by(round_id=open_one.id))
        if one.person_id == world.lou.id
    )
    return {
        "round_id": over.id, "survey_id": asked.survey_id, "moment": "end", "key": "helped",
        "product": "end-staff",
        "token": token_of(name), "code": open_one.room_code, "sound_id": sound.id,
    }  # fmt: skip


def attestation_of(world):
    """Lea's, with its paper, of an organisation that has a logo."""
    make_key(now=NOW)
    made = attested(world)
    sign(made, by=world.ema, now=NOW)
    kept = files.keep(b"%PDF-", "application/pdf", now=NOW).id
    db.session.add(
        Paper(attestation_id=made.id, languages=made.languages[0], file_id=kept, made_at=NOW)
    )
    made.template.logo_id = files.keep(drawn("PNG"), "image/png", now=NOW).id
    db.session.commit()
    return made


def run_of(world, attestation):
    """The attestations of a group, made, with their file."""
    kept = files.keep(b"%PDF-1", "application/pdf", now=NOW).id
    about = {"completions": [attestation.completion_id], "languages": ["en"], "state": "done"}
    run = Run(group_id=world.a.id, **about, asked_at=NOW, done_at=NOW, file_id=kept)
    db.session.add(run)
    db.session.commit()
    return run


def item_of(world):
    """What Lea handed in, with a file, for her portfolio."""
    world.local.rules = world.local.rules | {"portfolio": True}
    kept = files.keep(b"odgovor", "text/plain", now=NOW).id
    about = {"person": world.lea, "programme": world.local, "group": world.a, "title": "T"}
    item = Item(**about, file_id=kept, file_name="a.txt", changed_at=NOW, handed_in_at=NOW)
    db.session.add(item)
    db.session.commit()
    return item


def view_of(world):
    """A page that Ema saved for herself."""
    view = SavedView(person=world.ema, title="T", address="/dashboard", made_at=NOW)
    db.session.add(view)
    db.session.commit()
    return view


def put_off_of(world):
    """Tara has put off a row about group A."""
    about = {"key": "evidence:1:", "kind": "evidence", "group": world.a, "reason": "R"}
    row = PutOff(**about, on=THURSDAY, at=NOW, by=world.tara)
    db.session.add(row)
    db.session.commit()
    return row


def note_of(world, lesson):
    """What Lea noted in a lesson, for herself."""
    about = {"person_id": world.lea.id, "lesson_id": lesson.id}
    note = LessonNote(**about, made_at=NOW, changed_at=NOW)
    db.session.add(note)
    db.session.commit()
    return note


def sound_of(course):
    """A recording, which a lesson of the course has."""
    sound = recording(course)
    course.modules[0].lessons[0].texts[0].audio = f"../media/{sound.name}"
    db.session.commit()
    return sound


def asking_for_levels(programme):
    programme.levels = [{"framework": "digcomp", "skills": ["digital"]}]
    return programme


@pytest.fixture
def things(world):
    """What the addresses are about, by the names of their parts."""
    module, membership = world.digital.modules[0], world.memberships[0]
    asked, quiz, attempt = attempt_of(world)
    waits = {"session": world.tonight, "person": world.bo, "state": "waiting", "since": NOW}
    sign_up = SignUp(**waits)
    days = ClosingDay(organisation_id=world.centre.id, title="Off", first=THURSDAY, last=THURSDAY)
    db.session.add_all([sign_up, days, word_of(world), asking_for_levels(world.local)])
    feed = make(world.a, by=world.tara, now=NOW)
    mail = Mail(
        person=world.lea, address="lea@example.org", message_id="1@ura.example", language="en",
        subject="S", text="T", html="", calendars=[], made_at=NOW,
    )  # fmt: skip
    paper = Material(session_id=world.tonight.id, title="Words", file_name="words.txt")
    paper.file_id, paper.added_at = files.keep(b"dan", "text/plain", now=NOW).id, NOW
    amendment = Amendment(
        session_id=world.tonight.id, person_id=world.lea.id, old="||", new="present||",
        reason="R", asked_by_id=world.tara.id, asked_at=NOW,
    )  # fmt: skip
    times = {"first": THURSDAY, "last": THURSDAY, "asked_at": NOW}
    kept = {"language": "en", "state": "done", "size": 3, "sha256": "0" * 64}
    pack = Pack(group_id=world.a.id, **times, **kept)
    db.session.add(pack)
    db.session.flush()
    db.session.add(PackPart(pack_id=pack.id, number=0, content=b"zip"))
    talk, talk_post = talk_of(world, module.lessons[0])
    failed = Job(kind="test", data={}, state="failed", made_at=NOW, due_at=NOW)
    task = task_of(world)
    draft = draft_of(module.lessons[0], world)
    db.session.add_all([mail, paper, failed, amendment])
    sheet, scan = paper_of(world)
    db.session.commit()
    return {
        "secret": secret_of(feed),
        "survey": survey_of(world),
        "exchange": (beside := exchange_of(world)),
        **reported(world, beside["slug"]),
        "ending": "json",
        "total": "people",
        "serial": (attestation := attestation_of(world)).serial,
        "run_id": run_of(world, attestation).id,
        "picture": "logo",
        "completion_id": attestation.completion_id,
        "session_id": world.tonight.id,
        "sign_up_id": sign_up.id,
        "job_id": failed.id,
        "pack_id": pack.id,
        "days_id": days.id,
        "lesson_id": module.lessons[0].id,
        "note_id": note_of(world, module.lessons[0]).id,
        "key": "task",
        "thread_id": talk.id,
        "post_id": talk_post.id,
        "answer_id": answer_of(world, module.lessons[0]).id,
        "module_id": module.id,
        "number": 1,
        "draft_id": draft.id,
        "project_id": (published := wide(world, published_at=NOW)).id,
        "figure_id": published.reported[0].id,
        "assessment_id": quiz.id,
        "question_id": asked.id,
        "file_id": questions_from(world.digital, world.tara).id,
        "question_type": "choice",
        "attempt_id": attempt.id,
        "place": 1,
        "view_id": view_of(world).id,
        "row_id": put_off_of(world).id,
        "item_id": item_of(world).id,
        "response_id": db.session.scalars(select(Response.id)).one(),
        "quiz_id": quiz.id,
        "media_id": (sound := sound_of(world.digital)).id,
        "file_name": sound.name,
        "material_id": paper.id,
        "amendment_id": amendment.id,
        "sheet_code": sheet.code,
        "scan_id": scan.id,
        "outcome_id": outcome_of(world).id,
        "list_id": kept_list(world.tonight, world.tara).id,
        "membership_id": membership.id,
        "enrolment_id": membership.enrolment_id,
        "course_slug": world.digital.slug,
        "word": "pin",
        "code": world.lea.code,
        "format": "csv",
        "kind": "csv",
        "form": "csv",
        "name": "people",
        "instrument": "digcomp",
        "occasion": "progress",
        "language": "it",
        "token": "0" * 32,
        "mail_id": mail.id,
        "stop": stop_address(world.lea.id, talk.id).rpartition("/")[2],
        "proof": unsubscribe_address(world.lea).rpartition("/")[2],
        "uid": world.tonight.uid,
        "ticket": "old",
        "offer_id": task.id,
        "letter": offer_url(task.id, world.lea.id).rpartition("/")[2],
        "answer": answer_url(world.lea.id, world.next_week.uid).rpartition("/")[2],
    }


def address(rule, things):
    slug = SLUGS.get(rule.rule.split("/")[1], "jes-a")
    known = {**things, "slug": slug}
    if rule.endpoint.startswith("surveys."):
        known |= things["survey"]
    if rule.endpoint.startswith("exchange."):
        known |= things["exchange"]
    if rule.rule.startswith("/projects/<slug>/") and not rule.endpoint.startswith("projects."):
        known |= {"slug": things["exchange"]["slug"]}
    values = {name: known[name] for name in rule.arguments}
    if rule.endpoint.startswith("discussions.") and "proof" in values:
        values["proof"] = things["stop"]
    return rule.build(values, append_unknown=False)[1]


def open_as(app, key, how, url, form=None):
    """What a person (no key: a stranger) is answered."""
    visitor = Visitor(app)
    if key:
        with visitor.client.session_transaction() as kept:
            kept.update(_user_id=key, door="password", seen=int(NOW.timestamp()))
    return visitor.send(how, url, form)


@pytest.mark.parametrize("name", ACCESS)
def test_access(app, world, things, name):
    app.config["WTF_CSRF_ENABLED"] = False
    how = name.split()[0]
    url = address(routes(app)[name], things)
    keys = {who: who != "nobody" and getattr(world, who).get_id() for who in CAST}
    found = {}
    for who in sorted(CAST, key=lambda who: who in ACCESS[name]):  # who may not, first
        response = open_as(app, keys[who], how, url, FORMS.get(name))
        leads_to_the_door = (response.location or "").startswith("/sign-in")
        found[who] = "door" if who == "nobody" and leads_to_the_door else response.status_code
    may = {who: answer for who, answer in found.items() if answer not in REFUSED}
    assert set(may) == ACCESS[name], found
    assert set(may.values()) <= (DONE | NOT_SO if how == "POST" else DONE | {410}), found
    assert found["nobody"] in ("door", 401) or "nobody" in may, found

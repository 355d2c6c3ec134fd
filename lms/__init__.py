"""A learning platform for inclusion work, exact to the minute.

The words (one thing, one name, in code and on screen)

Track        authority capacity building, teacher intercultural training, migrant learning
Programme    what a person enrols on; has required units of a stated length, a policy, courses
Course       a reusable body of learning; the strand in which hours are counted
Module       a step of a course; holds lessons and assessments
Lesson       one page of content, in one or more languages
Block        a part of a lesson that stands at its top: what is translated and remembered
Source       the language of a lesson that its others are made from
Draft        what an author has written and not published; Version: what was published once
Task         what a lesson asks people to write or hand in; Answer: what they did; a peer reads it
Thread       a conversation below a lesson; Post: one contribution to it
Question     of a course's bank, in versions; Quiz: questions with settings, an assessment
Attempt      a person takes a quiz once; Response: what was answered; Marking: what it was worth
Result       what came of an assessment for a person, from a moment on
Level        what a person can do in a skill, by a framework, at entry, on the way, at exit
Portfolio    what a person shows of what they can; Survey: what people say of a programme
Group        one delivery of a programme to a set of people; has a timetable
Session      a dated meeting of a group (Flask's own is only ever `flask.session`)
Series       sessions that were published together
Notice       one thing that one person is to be told, by mail or by telephone
Enrolment    a person on a programme; Membership: their dated place in a group
Mark         what a register says of a person: a Presence [came, left) or an Absence
Make-up      approved minutes that repair a named absence
Unit         the teaching hour of the programme: 45, 50 or 60 minutes, never implied
Register     the page and the record where a session's marks are made
Check-in     who says with a phone or a card that they are here, or leave: a mark comes of it
Seal         what a closed register said, with a hash; Amendment: a correction after it
Sheet        a list to sign, on paper; Scan: the picture of it; Pack: evidence for the funder
Standing     where an enrolment is: complete, on track, must attend all, needs make-up, cannot
Completion   the standing "complete", proposed, then confirmed by a person, and frozen
Attestation  the document that proves hours and outcomes; Serial: how strangers ask about it
Project      what a funder pays for, with its partners; Outcome: what became of people after it
Activity     a dated happening beside the programmes; Pair: mentor and mentee; Measure: of a plan
Indicator    a funder's figure, in a set, as data; Count: its value on a day, with its members
Period       a span that partners report on: a Report each, accepted, then frozen
Credential   the same as signed data: a badge, a token; Erasure: a person who was forgotten

The floors (imports go down only; `make check` says so)

app          the factory, which knows everyone; cli and demo beneath it
privacy      what is kept about a person: given out, erased, deleted in time
reports      dashboards, imports and exports of files: read everything
indicators   a funder's figures: sets, counts with members, reporting periods
search       finding lessons, programmes, sessions, words
attestations papers, credentials, the page on which strangers check them
completion   standing: derived when asked; completions: confirmed, and frozen
evidence     what proves that people were there: paper, lists of online meetings, packs
attendance   sessions, calendars, registers, seals, make-up, and the arithmetic of hours
levels       placement, progress and exit: levels by skill, and what was gained
assessments  banks of questions, quizzes, attempts, marking, results (siblings: none knows another)
portfolios   items with evidence, and what was decided about them
surveys      sent, answered by a link, counted without names
authoring    writing and translating lessons: drafts, versions, media
coursework   tasks of lessons, answers, feedback
discussions  what people say below a lesson
exchange     activities beside the programmes, mentoring pairs, action plans
projects     who works together for which funder; what was reported; what became of people
courses      programmes, courses, modules, lessons; groups, enrolments
messages     what people are told: notices, mails, call lists
people       persons, organisations, roles, sign-in, cards
transfers slowing    files on their way to browsers and from them; who tries too often waits
web          what every view needs
questions    what a question and a quiz are, as values
credentials  signed data as values: made and checked without a network
tables forms reading and writing of CSV and XLSX; what every form is
ways         where pages lead, also to packages above them
erasing      taking a name out of words, and files away
phones       pages that phones keep for when there is no network
jobs mail    what is done later, in the background; handing a mail to a server
pdf          documents on paper
files calendars   files by their content; calendars as text
handouts typed    which files people may hand out or in; text as people type it
stores       where the bytes of files are: on disk, or where S3 is spoken
db errors clock i18n config meant
"""

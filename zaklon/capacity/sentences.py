"""What the refusals of certificates and courses say: what is wrong, where, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "certificate_names_missing": _("Write the names of those who attended, one on each line."),
    "certificate_names_too_many": _("At most %(most)s names fit at once. Issue the others in a second step."),
    "certificate_name_wrong": _(
        "Line %(line)s is not a name that can be printed. A name has at least two letters"
        " and at most %(longest)s signs."
    ),
    "certificate_names_file": _(
        "The file cannot be read as names. Save it as text (.txt or .csv), one name on each line."
    ),
    "certificate_not_of_body": _("Only the body that organised it issues and withdraws its certificates."),
    "certificate_training_not_held": _(
        "Certificates are issued once the training is over and its entry says that it was held. Correct the entry"
        " first."
    ),
    "certificates_beyond_participants": _(
        "The entry counts %(counted)s participants, %(issued)s certificates are issued, and %(wanted)s more are asked"
        " for. Enter the participants first, or shorten the list."
    ),
    "certificates_issued_already": _(
        "These certificates are issued already. If the file is lost, withdraw them and issue them again."
    ),
    "certificate_reason_missing": _("Say why, in at most %(longest)s letters."),
    "certificate_none_chosen": _("Choose at least one certificate that is not withdrawn yet."),
    "certificates_too_fast": _("Too many checks were asked from here. Wait a minute and try again."),
    "course_not_of_body": _("There is no such course of your body."),
    "course_not_published": _("This course is not open any more. Look in the list for those that are."),
    "course_not_begun": _("Begin the course first."),
    "course_pages_first": _("Read every page first; then the questions open."),
    "course_passed_already": _("You have passed this course."),
    "course_not_passed": _("The certificate waits until the questions are answered well enough."),
    "course_no_tries_left": _("The %(tries)s tries of today are used. Read the pages again and come back tomorrow."),
    "course_question_unanswered": _("Choose an answer."),
    "course_code_taken": _("Another body has a course with the code %(code)s. Give yours a code of its own."),
    "course_file_too_large": _("The file is larger than %(most)s MB. Make the pictures smaller."),
    "course_file_unreadable": _("The file is no ZIP that can be read, or it has a password. Pack it anew."),
    "course_file_missing": _("The file %(name)s is missing in the course. Add it, or take away what names it."),
    "course_file_unknown": _(
        "%(name)s does not belong in a course. It holds course.json, pages and the pictures that they show, nothing"
        " else."
    ),
    "course_file_twice": _("%(name)s lies in the file twice. Keep one of them."),
    "course_has_too_many_files": _("A course has at most %(most)s files."),
    "course_inside_too_large": _(
        "%(name)s is too large when it is unpacked. Shorten the text or make the picture smaller."
    ),
    "course_text_unreadable": _("%(name)s is no plain text. Save it as UTF-8."),
    "course_manifest_unreadable": _(
        "course.json cannot be read from line %(line)s on. Look for a missing comma or bracket."
    ),
    "course_manifest_wrong": _("course.json, %(where)s: this is what may stand there: %(wanted)s."),
    "course_manifest_twice": _("course.json, %(where)s: the same stands there twice. Keep one of them."),
    "course_text_missing": _("course.json, %(where)s: a plain text of 1 to %(longest)s letters is needed."),
    "course_right_answers_wrong": _(
        "course.json, %(where)s: a question of the kind “one” has one right answer, one of the kind “several” at least"
        " one."
    ),
    "course_page_without_title": _(
        "%(name)s begins with a title (# and at most 200 letters) and goes on with the text."
    ),
    "course_picture_undescribed": _("The picture %(name)s has no description. Say what it shows: ![what it shows](…)."),
    "course_picture_wrong": _("The picture %(name)s is damaged or is no PNG or JPEG. Save it anew."),
    "course_picture_size": _("The picture %(name)s is wider or higher than %(most)s points. Make it smaller."),
}

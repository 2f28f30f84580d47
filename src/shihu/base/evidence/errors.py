"""What the evidence refuses."""

from shihu.kernel.refusals import N_, Refusal


class EmptyFile(Refusal):
    code = "empty_file"
    sentence = N_("The file is empty. Take the photo again or choose another file.")


class FileTooLarge(Refusal):
    code = "file_too_large"
    sentence = N_(
        "The file has %(size)s MB; at most %(most)s MB are taken. Send a smaller photo, or split the document."
    )


class TooManyPixels(Refusal):
    code = "too_many_pixels"
    sentence = N_(
        "The picture has %(pixels)s million pixels; at most %(most)s million are taken. Make it smaller first."
    )


class UnpacksTooLarge(Refusal):
    code = "unpacks_too_large"
    sentence = N_("The document would unpack to more than %(most)s MB. Save it again without its pictures, or as PDF.")


class BrokenFile(Refusal):
    code = "broken_file"
    sentence = N_(
        "The file cannot be read: it is damaged or was not sent whole. Open it on your device, then send it again."
    )


class UnknownType(Refusal):
    code = "unknown_file_type"
    sentence = N_(
        "This kind of file is not taken. Send a photo (JPEG, PNG, WebP), a PDF, or a .docx, .xlsx or .odt document."
    )


class HeicPhoto(Refusal):
    code = "heic_photo"
    sentence = N_(
        "The photo is in the HEIC format, which other devices cannot show. Set the camera to JPEG (most compatible)."
    )


class OldOfficeFile(Refusal):
    code = "old_office_file"
    sentence = N_("The document is in the old Office format, which can hide programs. Save it as .docx, .xlsx or PDF.")


class Executable(Refusal):
    code = "executable_file"
    sentence = N_("The file is a program or a script. Programs are never taken as evidence.")


class WebPage(Refusal):
    code = "web_page_file"
    sentence = N_("The file is a web page or a drawing with code in it. Print it to PDF, or send a screenshot.")


class Archive(Refusal):
    code = "archive_file"
    sentence = N_("The file is an archive. Unpack it and send the files one by one.")


class MacrosInside(Refusal):
    code = "macros_inside"
    sentence = N_("The document holds macros or a program (%(inside)s). Save it without macros, or as PDF.")


class ActiveDocument(Refusal):
    code = "active_document"
    sentence = N_("The PDF holds a script, a program call or another file. Print it to PDF again and send that.")


class TwoFilesInOne(Refusal):
    code = "two_files_in_one"
    sentence = N_("The file is two files in one, and one of them is hidden. Send each by itself, or a screenshot.")


class KeyUsedAgain(Refusal):
    code = "key_used_again"
    sentence = N_("This form was already sent with another file or another text. Open the form again.")
    status = 409


class AlreadyDetached(Refusal):
    code = "already_detached"
    sentence = N_("The file was already taken off.")
    status = 409


class ReasonNeeded(Refusal):
    code = "reason_needed"
    sentence = N_("Say why, in a few words.")


class StillAttached(Refusal):
    code = "still_attached"
    sentence = N_("The file is still attached to something. Take it off there first.")
    status = 409


class RemovalNeedsTwo(Refusal):
    code = "removal_needs_two"
    sentence = N_("You asked for this removal; another officer must confirm it.")
    status = 409


class ContentRemoved(Refusal):
    code = "content_removed"
    sentence = N_("This very file was removed for good by two officers and is not taken again.")
    status = 409


class BadSubject(Refusal):
    code = "bad_subject"
    sentence = N_("The form is out of date. Go back to the page that it belongs to and open it again.")
    status = 409

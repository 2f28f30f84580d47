"""Why a file cannot be read. Every sentence says what to do."""

from shihu.kernel.refusals import N_, Refusal


class UnreadableFile(Refusal):
    """Base of everything that keeps a file from being read."""

    code = "unreadable_file"
    sentence = N_("The file “%(name)s” cannot be read. Open it in WPS or Excel, save it as .xlsx and upload that.")


class EmptyFile(UnreadableFile):
    code = "empty_file"
    sentence = N_("The file “%(name)s” is empty. Check that you chose the right one, and that it was saved.")


class FileTooLarge(UnreadableFile):
    code = "file_too_large"
    sentence = N_(
        "The file is %(size)s MB; at most %(limit)s MB are taken. "
        "Remove pictures and old sheets, or split it by village."
    )


class PackedTooTight(UnreadableFile):
    code = "packed_too_tight"
    sentence = N_(
        "The file “%(name)s” would unfold to more than a spreadsheet can be and was not opened. "
        "Copy the list into a new workbook and upload that."
    )


class TooManyRows(UnreadableFile):
    code = "too_many_rows"
    sentence = N_(
        "Sheet “%(sheet)s” reaches down to row %(rows)s; at most %(limit)s are taken. Delete the empty rows below "
        "the list, or split the file by village."
    )


class TooManyColumns(UnreadableFile):
    code = "too_many_columns"
    sentence = N_(
        "Sheet “%(sheet)s” reaches to column %(column)s; at most %(limit)s columns are taken. "
        "Delete the empty columns right of the list."
    )


class LockedFile(UnreadableFile):
    code = "locked_file"
    sentence = N_("The file “%(name)s” is locked with a password. Open it, remove the password, save and upload again.")


class DamagedFile(UnreadableFile):
    code = "damaged_file"
    sentence = N_(
        "The file “%(name)s” is damaged or only partly copied. Open it in WPS or Excel, save it anew and upload that."
    )


class WebPageFile(UnreadableFile):
    code = "web_page_file"
    sentence = N_(
        "“%(name)s” is a web page with a spreadsheet's name, as some systems export it. "
        "Open it in WPS or Excel, save it as .xlsx and upload that."
    )


class UnknownKind(UnreadableFile):
    code = "unknown_kind"
    sentence = N_("“%(name)s” is not a spreadsheet. Taken are .xlsx, .xls, .ods and .csv.")


class UnknownEncoding(UnreadableFile):
    code = "unknown_encoding"
    sentence = N_(
        "The characters of “%(name)s” are neither UTF-8 nor GBK. Open it in WPS or Excel, save it as .xlsx "
        "and upload that."
    )

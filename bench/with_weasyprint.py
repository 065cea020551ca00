"""The words of a note, bare, in WeasyPrint: milliseconds. Ends with an error where Pango is not installed."""

from html import escape

import weasyprint

from assessments.documents import fonts
from bench.papers import milliseconds, note_with_figure, words_of

RUNS = 5


def main() -> None:
    faces = "".join(
        f"@font-face {{font-family: {name}; src: url({(fonts.FOLDER / name).as_uri()}.ttf)}}"
        for name in (fonts.REGULAR, fonts.BOLD)
    )
    told = "".join(
        f'<p style="font: {one.style.fontSize}pt/{one.style.leading}pt {one.style.fontName}; margin: 0">'
        f"{escape(one.text)}</p>"
        for one in words_of(note_with_figure)
    )
    page = f"<style>{faces}</style>{told}"
    print(f"{milliseconds(lambda: weasyprint.HTML(string=page).write_pdf(), runs=RUNS):.1f}")


if __name__ == "__main__":
    main()

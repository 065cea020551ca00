"""The words of a note, bare, in typst: milliseconds of its first time, since it remembers what it has set before."""

import tempfile
from pathlib import Path

import typst

from assessments.documents import fonts
from bench.papers import Said, milliseconds, note_with_figure, words_of


def shown(one: Said) -> str:
    text = one.text.replace("\\", "\\\\").replace('"', '\\"')
    bold = ', weight: "bold"' if one.style.fontName == fonts.BOLD else ""
    return f'#par(text(font: "DejaVu Sans", size: {one.style.fontSize}pt{bold}, "{text}"))'


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bare.typ"
        file.write_text("\n\n".join(shown(one) for one in words_of(note_with_figure)))
        compiler = typst.Compiler(str(file), font_paths=[str(fonts.FOLDER)])
        print(f"{milliseconds(lambda: compiler.compile(format='pdf'), runs=1):.1f}")


if __name__ == "__main__":
    main()

"""The page on which questions are rated: one file without a server, whose button saves what was ticked as JSON."""

from html import escape
from string import Template

from inference.evaluation.ratings_store import DIMENSIONS
from inference.questions.question import WrittenQuestion

PAGE = Template("""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rating sheet $name</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
section { border-top: 1px solid #999; padding: 1rem 0 } h2 { font-size: 1.1rem; margin: 0 }
.evidence { color: #444; border-left: 3px solid #bbb; padding-left: .8rem } label { display: block }
</style>
<h1>Rating sheet $name</h1>
<p>Read strictly: a question is acceptable only if a teacher would publish stem and answer as they stand. Tick what
fails; a question with nothing ticked is acceptable. Save at the end and add the file with
<code>python -m inference.evaluation ratings --add FILE --reading 1</code>.</p>
<form>$questions</form>
<button type="button" id="save">Save the ratings</button>
<script>
document.getElementById("save").onclick = () => {
  const rated = [...document.querySelectorAll("section")].map(section => ({
    question: section.id,
    fails: [...section.querySelectorAll("[name=fails]:checked")].map(box => box.value),
    flaw: section.querySelector("[name=flaw]").value.trim(),
    embarrassing: section.querySelector("[name=embarrassing]").checked,
  }));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({sheet: "$name", ratings: rated})]));
  link.download = "$name.ratings.json";
  link.click();
};
</script>
</html>
""")


def question_section(number: int, name: str, question: WrittenQuestion) -> str:
    ticks = "".join(
        f'<label><input type="checkbox" name="fails" value="{word}"> not: {meaning}</label>\n'
        for word, meaning in DIMENSIONS.items()
    )
    return f"""<section id="{name}">
<h2>{number}. {escape(question.stem)}</h2>
<p>{escape(question.reference_answers[0])}</p>
<p class="evidence">{escape(question.evidence.text)}</p>
{ticks}<label><input type="checkbox" name="embarrassing"> and it would embarrass whoever published it</label>
<label>What kind of failure, in a few words: <input name="flaw"></label>
</section>
"""

"""Translates a rulebook to SQL for DuckDB and to a program for Polars: the meaning of docs/rulebook-format.md, on whole columns.

The walk is written once; a dialect says how a step is written. Truth is a nullable boolean (both engines combine it as
Kleene does), a score two columns, `low` and `high`, null where it is not known. What is used more than once gets a column
of its own, in stages: each stage reads only what stands in earlier ones.

Whatever this script cannot say exactly, it refuses (`Untranslated`): a wrong translation would measure other work.

    translate.py RULEBOOK FORMS.csv duckdb|polars > PROGRAM
"""

import csv
import sys
from dataclasses import dataclass

import yaml

from dialects import DuckDb, Polars

MISSING = ["", "unanswered", "unknown", "declined", "not_applicable", "unreadable"]
AND_MORE = 999_999
LIMITS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<", "equals": "="}
BESIDE = (".from", ".note", ".typed")


class Untranslated(Exception):
    """Something that this script does not say exactly."""


@dataclass(frozen=True)
class Step:
    """An expression, the stage in which it can be computed, and what is known of it without any form."""

    text: str
    stage: int = 0
    known: object = None  # True, False, or None where the forms say


@dataclass(frozen=True)
class Interval:
    """A number: its ends, the least and the most that they can be, and whether it may be not known."""

    low: Step
    high: Step
    least: float
    most: float
    nullable: bool = False


@dataclass
class Question:
    """One question of the rulebook, children of `for_each` included."""

    id: str
    kind: str
    options: dict
    range: tuple
    usual: tuple
    ask_when: list
    parent: tuple = None


class Walk:
    """Reads a rulebook for a table with these columns."""

    def __init__(self, book, headings, dialect):
        self.book, self.headings, self.to = book, set(headings), dialect
        self.stages, self.named = {}, {}
        self.questions = {question.id: question for question in questions(book)}
        self.facts = book.get("facts", {})
        self.scores = {score["id"]: score for score in book.get("scores", [])}
        beside = [heading for heading in headings if heading.rsplit(".", 1)[-1] == "checked" or "___" in heading]
        if beside:
            raise Untranslated(f"columns {beside}")

    # -- steps ---------------------------------------------------------------------------------------------------------

    def let(self, name, step):
        """Gives a step a column of its own."""
        if step.known is not None:
            return step
        self.stages.setdefault(step.stage, []).append((name, step.text))
        return Step(self.to.column(name), step.stage + 1)

    def once(self, name, make):
        """The step of this name; made when it is first asked for."""
        if name not in self.named:
            self.named[name] = make()
        return self.named[name]

    def step(self, write, *operands):
        return Step(write(*[operand.text for operand in operands]), max([0, *[operand.stage for operand in operands]]))

    def constant(self, truth):
        return Step(self.to.truth(truth), 0, truth)

    def both(self, steps):
        """Kleene `all`."""
        if any(step.known is False for step in steps):
            return self.constant(False)
        steps = [step for step in steps if step.known is not True]
        if not steps:
            return self.constant(True)
        return steps[0] if len(steps) == 1 else self.step(self.to.all, *steps)

    def negated(self, step):
        return self.constant(not step.known) if step.known is not None else self.step(self.to.negated, step)

    def either(self, steps):
        """Kleene `any`."""
        if any(step.known is True for step in steps):
            return self.constant(True)
        steps = [step for step in steps if step.known is not False]
        if not steps:
            return self.constant(False)
        return steps[0] if len(steps) == 1 else self.step(self.to.any, *steps)

    def unknown(self):
        return Step(self.to.unknown())

    # -- questions -----------------------------------------------------------------------------------------------------

    def has(self, question):
        return question.id in self.headings

    def cell(self, question):
        return Step(self.to.column(question.id))

    def asked(self, question):
        """Whether a question applies."""

        def make():
            conditions = [self.condition(of) for of in question.ask_when]
            if question.parent:
                conditions.append(self.tested(*question.parent))
            return self.let(f"asked {question.id}", self.both(conditions))

        return self.once(f"asked {question.id}", make)

    def answered(self, question):
        return self.step(self.to.answered, self.cell(question)) if self.has(question) else self.constant(False)

    def answer(self, question, test):
        """What the answer alone says."""
        if test in ("answered", "missing"):
            answered = self.answered(question)
            return answered if test == "answered" else self.negated(answered)
        if not self.has(question):
            return self.unknown()
        if question.kind == "number":
            limits = [self.step(lambda cell: self.to.compare(cell, LIMITS[name], float(limit)), self.cell(question))
                      for name, limit in test.items()]
            return self.both(limits)
        if question.kind in ("choice", "yes_no"):
            return self.step(lambda cell: self.to.one_of(cell, listed(test)), self.cell(question))
        if question.kind != "choices":
            raise Untranslated(f"a test on {question.id}")
        named = self.once(f"named {question.id}", lambda: self.let(f"named {question.id}", self.step(self.to.split, self.cell(question))))
        if not isinstance(test, dict):
            return self.step(lambda cell: self.to.names_any(cell, listed(test)), named)
        (how, options), = test.items()
        if how == "none_of":
            return self.negated(self.step(lambda cell: self.to.names_any(cell, listed(options)), named))
        if how == "all_of":
            return self.both([self.step(lambda cell: self.to.names_any(cell, [option]), named) for option in listed(options)])
        if how == "only":
            others = [option for option in question.options if option not in listed(options)]
            return self.negated(self.step(lambda cell: self.to.names_any(cell, others), named))
        raise Untranslated(f"the test {how} on {question.id}")

    # -- conditions ----------------------------------------------------------------------------------------------------

    def condition(self, of):
        if len(of) != 1:
            raise Untranslated(f"a condition with {len(of)} subjects")
        (subject, test), = of.items()
        if subject == "all":
            return self.both([self.condition(each) for each in test])
        if subject == "any":
            return self.either([self.condition(each) for each in test])
        if subject == "not":
            return self.negated(self.condition(test))
        if subject == "count":
            return self.counted(test)
        return self.tested(subject, test)

    def tested(self, subject, test):
        if subject in self.questions:
            question = self.questions[subject]
            return self.both([self.asked(question), self.answer(question, test)])
        if subject in self.facts:
            fact = self.once(f"fact {subject}", lambda: self.let(f"fact {subject}", self.condition(self.facts[subject]["when"])))
            return {"yes": fact, "no": self.negated(fact)}[test]
        applies, value = self.score(subject)
        if not isinstance(test, dict):
            return self.both([applies, self.in_bands(subject, value, listed(test))])
        limits = [self.keeps(value, name, float(limit)) for name, limit in test.items()]
        return self.both([applies, *limits])

    def counted(self, test):
        """`count` as a condition: at least, at most so many of several."""
        conditions = [self.condition(each) for each in self.each(test)]
        bounds = []
        if "at_least" in test:
            bounds.append(self.step(lambda *texts: self.to.at_least(int(test["at_least"]), texts), *conditions))
        if "at_most" in test:
            many = self.step(lambda *texts: self.to.at_least(int(test["at_most"]) + 1, texts), *conditions)
            bounds.append(self.negated(many))
        return self.both(bounds)

    def each(self, test):
        """The conditions that a `count` names, in a list or by a pattern."""
        if not isinstance(test["of"], str):
            return test["of"]
        before, after = test["of"].split("*")
        return [{name: test["is"]} for name in self.questions if name.startswith(before) and name.endswith(after)]

    def keeps(self, value, name, limit):
        """A test on an interval: True if all of it keeps the limit, False if none of it does."""
        low, high = value.low, value.high
        compare = lambda step, sign: self.step(lambda text: self.to.compare(text, sign, limit), step)
        if name in ("at_least", "above"):
            kept, lost = compare(low, LIMITS[name]), compare(high, {"at_least": "<", "above": "<="}[name])
        elif name in ("at_most", "below"):
            kept, lost = compare(high, LIMITS[name]), compare(low, {"at_most": ">", "below": ">="}[name])
        else:
            kept = self.both([compare(low, "="), compare(high, "=")])
            lost = self.either([compare(low, ">"), compare(high, "<")])
        cases = lambda kept, lost: self.to.cases([(kept, self.to.truth(True)), (lost, self.to.truth(False))], self.to.unknown())
        return self.step(cases, kept, lost)

    def in_bands(self, score, value, names):
        """A list of bands that follow one another, as limits."""
        bands = self.scores[score]["bands"]
        places = sorted(place for place, band in enumerate(bands) if band["is"] in names)
        if places != list(range(places[0], places[0] + len(names))):
            raise Untranslated(f"bands of {score} that do not follow one another")
        tests = []
        if places[0] > 0:
            tests.append(self.keeps(value, "at_least", float(bands[places[0]]["from"])))
        if places[-1] + 1 < len(bands):
            tests.append(self.keeps(value, "below", float(bands[places[-1] + 1]["from"])))
        return self.both(tests)

    # -- scores --------------------------------------------------------------------------------------------------------

    def score(self, id):
        """Whether a score applies, and its interval, rounded."""

        def make():
            score = self.scores[id]
            if score.get("missing", "bounds") != "bounds":
                raise Untranslated(f"`missing` of the score {id}")
            (operation, _), = score["value"].items()
            applies, value = self.formula(score["value"])
            low = self.let(f"low {id}", self.step(self.to.rounded, value.low))
            high = self.let(f"high {id}", self.step(self.to.rounded, value.high))
            value = Interval(low, high, value.least, value.most, value.nullable)
            if "more_when" in score:
                if operation not in ("sum", "weighted", "points", "count") or value.nullable:
                    raise Untranslated(f"`more_when` of the score {id}")
                more = self.condition(score["more_when"])
                cases = lambda fails, high: self.to.cases([(fails, high)], self.to.number(AND_MORE))
                high = self.let(f"most {id}", self.step(cases, self.negated(more), value.high))
                value = Interval(value.low, high, value.least, AND_MORE)
                applies = self.either([applies, more])
            return self.let(f"applies {id}", applies), value

        return self.once(f"score {id}", make)

    def formula(self, of):
        """Whether it applies (`None` of a number alone), and its interval."""
        if isinstance(of, str) and of in self.questions:
            question = self.questions[of]
            return self.asked(question), self.value(question)
        if isinstance(of, str) and of in self.scores:
            return self.score(of)
        if isinstance(of, str):
            number = float(of)
            step = Step(self.to.number(number))
            return None, Interval(step, step, number, number)
        (operation, operands), = of.items()
        if operation == "count":
            ones = [self.counts_if(self.condition(each), self.formula("1")[1]) for each in self.each(operands)]
            return self.constant(True), self.folded(self.add, ones)
        if operation == "weighted":
            return self.added_up([(self.formula(each), float(factor)) for each, factor in operands.items()])
        if operation in ("sum", "points"):
            return self.added_up([(self.formula(each), None) for each in operands])
        if operation == "percent_drop":
            applies, ratio = self.formula({"divide": [operands["to"], operands["from"]]})
            hundred = self.formula("100")[1]
            return applies, self.subtract(hundred, self.scaled(ratio, 100.0))
        inputs = [self.formula(each) for each in operands]
        applies = self.both([applies for applies, _ in inputs if applies is not None])
        values = [value for _, value in inputs]
        if operation == "mean":
            return applies, self.divide(self.folded(self.add, values), self.formula(str(len(values)))[1])
        steps = {"add": self.add, "subtract": self.subtract, "multiply": self.multiply, "divide": self.divide}
        if operation not in steps:
            raise Untranslated(f"the formula {operation}")
        return applies, self.folded(steps[operation], values)

    def added_up(self, inputs):
        """`sum`, `weighted`, `points`: applies if any input does; one that does not adds 0."""
        values = []
        for (applies, value), factor in inputs:
            value = value if factor is None else self.scaled(value, factor)
            values.append(value if applies is None else self.counts_if(applies, value))
        applies = self.either([applies for (applies, _), _ in inputs if applies is not None])
        return applies, self.folded(self.add, values)

    def folded(self, operation, values):
        total = values[0]
        for value in values[1:]:
            total = operation(total, value)
        return total

    def value(self, question):
        """An answer's number or points; where it is missing, all that it could be."""
        if question.kind == "number":
            least, most = question.range
        elif question.kind in ("choice", "yes_no"):
            points = {code: float(option["points"]) for code, option in question.options.items()}
            least, most = min(points.values()), max(points.values())
        else:
            raise Untranslated(f"{question.id} in a formula")
        ends = []
        for end, bound in (("least", least), ("most", most)):
            if not self.has(question):
                ends.append(Step(self.to.number(bound)))
            elif question.kind == "number":
                ends.append(self.step(lambda cell: self.to.filled(cell, bound), self.cell(question)))
            else:
                make = lambda: self.let(f"{end} {question.id}", self.step(lambda cell: self.to.points(cell, points, bound), self.cell(question)))
                ends.append(self.once(f"{end} {question.id}", make))
        return Interval(*ends, least, most)

    def counts_if(self, applies, value):
        if applies.known is True:
            return value
        if value.least < 0 or value.nullable:
            raise Untranslated("an input below 0, or not known, that may not apply")
        zero = self.to.number(0)
        low = self.step(lambda applies, low: self.to.cases([(applies, low)], zero), applies, value.low)
        high = self.step(lambda fails, high: self.to.cases([(fails, zero)], high), self.negated(applies), value.high)
        return Interval(low, high, 0, value.most)

    def scaled(self, value, factor):
        if factor < 0:
            raise Untranslated("a factor below 0")
        times = lambda step: self.step(lambda text: self.to.arithmetic(text, "*", self.to.number(factor)), step)
        return Interval(times(value.low), times(value.high), value.least * factor, value.most * factor, value.nullable)

    def operated(self, sign, ends, reach, *values):
        """A step of arithmetic on the ends named, `(left of low, right of low, left of high, right of high)`."""
        a, b, c, d = ends
        write = lambda left, right: self.to.arithmetic(left, sign, right)
        nullable = any(value.nullable for value in values)
        return Interval(self.step(write, a, b), self.step(write, c, d), *reach, nullable)

    def add(self, left, right):
        reach = (left.least + right.least, left.most + right.most)
        return self.operated("+", (left.low, right.low, left.high, right.high), reach, left, right)

    def subtract(self, left, right):
        reach = (left.least - right.most, left.most - right.least)
        return self.operated("-", (left.low, right.high, left.high, right.low), reach, left, right)

    def multiply(self, left, right):
        if left.least < 0 or right.least < 0:
            raise Untranslated("a product of what may be below 0")
        reach = (left.least * right.least, left.most * right.most)
        return self.operated("*", (left.low, right.low, left.high, right.high), reach, left, right)

    def divide(self, left, right):
        if left.least < 0 or right.least < 0:
            raise Untranslated("a quotient of what may be below 0")
        if right.least > 0:
            reach = (left.least / right.most, left.most / right.least)
            return self.operated("/", (left.low, right.high, left.high, right.low), reach, left, right)
        ratio = self.operated("/", (left.low, right.high, left.high, right.low), (0, float("inf")), left, right)
        known = self.step(lambda low: self.to.compare(low, ">", 0), right.low)
        ends = [self.step(lambda known, end: self.to.cases([(known, end)], self.to.no_number()), known, end) for end in (ratio.low, ratio.high)]
        return Interval(*ends, 0, float("inf"), True)

    # -- results -------------------------------------------------------------------------------------------------------

    def results(self):
        """The columns of the results, in order: heading and step."""
        columns = [("case", self.step(lambda cell: self.to.text_or_empty(cell), Step(self.to.column("case"))))]
        for alert in self.book.get("alerts", []):
            columns.append((f"alert.{alert['id']}", self.worded(self.constant(True), self.condition(alert["when"]))))
        for criterion in self.book["criteria"]:
            applies = self.condition(criterion["applies_when"]) if "applies_when" in criterion else self.constant(True)
            columns.append((criterion["id"], self.worded(applies, self.condition(criterion["when"]))))
        for score in self.scores:
            applies, value = self.score(score)
            columns.append((f"score.{score}", self.placed(applies, value, self.to.span)))
            if bands := self.scores[score].get("bands"):
                starts = [(float(band["from"]), band["is"]) for band in bands]
                columns.append((f"score.{score}.band", self.placed(applies, value, lambda low, high: self.to.bands(low, high, starts))))
        return columns + self.counts()

    def worded(self, applies, when):
        """A standing, as a word."""
        if applies.known is True:
            cases = lambda when: self.to.standing(None, when)
            return self.step(cases, when)
        return self.step(self.to.standing, applies, when)

    def placed(self, applies, value, write):
        """What is written of a score: a value, a stretch, or why there is none."""

        def cell(applies, low, high):
            cases = [] if applies is None else [(self.to.negated(applies), self.to.word("not_applicable"))]
            settled = self.to.answered(low) if applies is None else self.to.all(applies, self.to.answered(low))
            return self.to.cases([*cases, (settled, write(low, high))], self.to.word("unknown"))

        if applies.known is True:
            return self.step(lambda low, high: cell(None, low, high), value.low, value.high)
        return self.step(cell, applies, value.low, value.high)

    def counts(self):
        missing, aside, unusual = [], [], []
        for question in self.questions.values():
            asked = self.asked(question)
            answered = self.answered(question)
            missing.append(self.both([asked, self.negated(answered)]))
            aside.append(self.both([self.negated(asked), answered]))
            if question.usual and self.has(question):
                cell, (least, most) = self.cell(question), question.usual
                beyond = self.either([self.step(lambda cell: self.to.compare(cell, "<", least), cell),
                                      self.step(lambda cell: self.to.compare(cell, ">", most), cell)])
                asked = self.constant(True) if asked.known else self.step(self.to.not_false, asked)
                unusual.append(self.both([asked, beyond]))
        lists = [("missing", missing), ("set_aside", aside), ("checked", []), ("unusual", unusual)]
        return [(name, self.how_many([of for of in conditions if of.known is not False])) for name, conditions in lists]

    def how_many(self, conditions):
        sure = sum(condition.known is True for condition in conditions)
        return self.step(lambda *texts: self.to.how_many(texts, sure), *[of for of in conditions if of.known is None])


def listed(test):
    return test if isinstance(test, list) else [test]


def bounds(of, name):
    return tuple(float(end) for end in of[name]) if name in of else None


def questions(book):
    """All questions in order, children after their parents."""
    for section in book["sections"]:
        of_section = [section["ask_when"]] if "ask_when" in section else []
        for asked in section["questions"]:
            yield question(asked, asked["id"], of_section, None)
            options = asked.get("options", {})
            for child in asked.get("for_each", []):
                for code, option in options.items():
                    if not (isinstance(option, dict) and option.get("exclusive") == "true") and code not in child.get("except", []):
                        own = {**child, **child.get("per_option", {}).get(code, {})}
                        yield question(own, f"{asked['id']}.{code}.{child['id']}", of_section, (asked["id"], code))


def question(asked, id, of_section, parent):
    options = asked.get("options", {})
    if asked["type"] == "yes_no":
        options = {"yes": {}, "no": {}}
    ask_when = of_section + ([asked["ask_when"]] if "ask_when" in asked else [])
    return Question(id, asked["type"], options, bounds(asked, "range"), bounds(asked, "usual"), ask_when, parent)


def main():
    rulebook, forms, dialect = sys.argv[1:]
    with open(rulebook, encoding="utf-8") as file:
        book = yaml.load(file, yaml.BaseLoader)  # every scalar a text: `yes` stays `yes`
    with open(forms, encoding="utf-8", newline="") as file:
        headings = next(csv.reader(file))
    dialect = {"duckdb": DuckDb, "polars": Polars}[dialect]()
    walk = Walk(book, headings, dialect)
    results = walk.results()
    kinds = {heading: walk.questions[heading].kind if heading in walk.questions else "text" for heading in headings}
    known = [heading for heading in headings if heading in walk.questions or heading in ("case", "as_of", "language")]
    others = [heading for heading in headings if heading not in known and not heading.endswith(BESIDE) and not heading.startswith("score.")]
    if others:
        raise Untranslated(f"columns {others}")
    stages = [walk.stages.get(stage, []) for stage in range(max(walk.stages, default=-1) + 1)]
    print(dialect.program(kinds, MISSING, stages, [(name, step.text) for name, step in results]))


if __name__ == "__main__":
    main()

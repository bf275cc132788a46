"""How the steps of a translated rulebook are written: SQL for DuckDB, Python for Polars."""


class DuckDb:
    """SQL of DuckDB."""

    def column(self, name):
        return '"' + name + '"'

    def word(self, text):
        return "'" + text.replace("'", "''") + "'"

    def truth(self, truth):
        return "TRUE" if truth else "FALSE"

    def unknown(self):
        return "NULL::BOOLEAN"

    def number(self, value):
        return f"{float(value)!r}::DOUBLE"

    def no_number(self):
        return "NULL::DOUBLE"

    def all(self, *of):
        return "(" + " AND ".join(of) + ")"

    def any(self, *of):
        return "(" + " OR ".join(of) + ")"

    def negated(self, of):
        return f"(NOT {of})"

    def not_false(self, of):
        return f"({of} IS DISTINCT FROM FALSE)"

    def answered(self, cell):
        return f"({cell} IS NOT NULL)"

    def text_or_empty(self, cell):
        return f"coalesce({cell}, '')"

    def compare(self, of, sign, limit):
        return f"({of} {sign} {self.number(limit)})"

    def one_of(self, cell, options):
        words = [self.word(option) for option in options]
        return f"({cell} = {words[0]})" if len(words) == 1 else f"({cell} IN ({', '.join(words)}))"

    def split(self, cell):
        return f"string_split({cell}, ';')"

    def names_any(self, named, options):
        words = [self.word(option) for option in options]
        return f"list_contains({named}, {words[0]})" if len(words) == 1 else f"list_has_any({named}, [{', '.join(words)}])"

    def cases(self, cases, otherwise):
        whens = " ".join(f"WHEN {condition} THEN {value}" for condition, value in cases)
        return f"CASE {whens} ELSE {otherwise} END"

    def at_least(self, n, of):
        held = " + ".join(f"coalesce({each}::INT, 0)" for each in of)
        may = " + ".join(f"coalesce({each}::INT, 1)" for each in of)
        return self.cases([(f"({held}) >= {n}", "TRUE"), (f"({may}) < {n}", "FALSE")], self.unknown())

    def filled(self, cell, value):
        return f"coalesce({cell}, {self.number(value)})"

    def points(self, cell, points, missing):
        whens = " ".join(f"WHEN {self.word(code)} THEN {self.number(value)}" for code, value in points.items())
        return f"CASE {cell} {whens} ELSE {self.number(missing)} END"

    def arithmetic(self, left, sign, right):
        return f"({left} {sign} {right})"

    def rounded(self, of):
        return f"(round_even({of} * 1e9::DOUBLE, 0) / 1e9::DOUBLE + 0.0::DOUBLE)"

    def standing(self, applies, when):
        settled = [(when, "'met'"), (self.negated(when), "'not_met'")]
        if applies is None:
            return self.cases(settled, "'unknown'")
        return self.cases([(self.negated(applies), "'not_applicable'"), (f"({applies} IS NULL)", "'unknown'"), *settled], "'unknown'")

    def span(self, low, high):
        return self.cases([(f"{low} < {high}", f"{low}::VARCHAR || '..' || {high}::VARCHAR")], f"{low}::VARCHAR")

    def bands(self, low, high, starts):
        def band(value):
            return self.cases([(f"{value} >= {self.number(start)}", self.word(name)) for start, name in reversed(starts[1:])], self.word(starts[0][1]))

        return self.cases([(f"({band(low)}) = ({band(high)})", band(low))], f"({band(low)}) || '..' || ({band(high)})")

    def how_many(self, conditions, sure):
        return " + ".join([str(sure), *[f"coalesce({condition}::INT, 0)" for condition in conditions]])

    def program(self, kinds, missing, stages, results):
        """FORMS and RESULTS stand for the files."""
        types = ", ".join(f"'{name}': '{'DOUBLE' if kind == 'number' else 'VARCHAR'}'" for name, kind in kinds.items())
        null = ", ".join(self.word(word) for word in missing)
        text = (f"SELECT * FROM read_csv('FORMS', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',\n"
                f"  nullstr = [{null}], columns = {{{types}}})")
        for stage in stages:
            columns = "".join(f",\n  {step} AS {self.column(name)}" for name, step in stage)
            text = f"SELECT *{columns}\nFROM ({text})"
        columns = ",\n  ".join(f"{step} AS {self.column(name)}" for name, step in results)
        return f"COPY (SELECT\n  {columns}\nFROM ({text}))\nTO 'RESULTS' (FORMAT csv, HEADER true);"


class Polars:
    """Python for Polars."""

    def column(self, name):
        return f"c({name!r})"

    def word(self, text):
        return f"lit({text!r})"

    def truth(self, truth):
        return f"lit({truth})"

    def unknown(self):
        return "lit(None, dtype=pl.Boolean)"

    def number(self, value):
        return f"lit({float(value)!r})"

    def no_number(self):
        return "lit(None, dtype=pl.Float64)"

    def all(self, *of):
        return "(" + " & ".join(of) + ")"

    def any(self, *of):
        return "(" + " | ".join(of) + ")"

    def negated(self, of):
        return f"(~{of})"

    def not_false(self, of):
        return f"{of}.fill_null(True)"

    def answered(self, cell):
        return f"{cell}.is_not_null()"

    def text_or_empty(self, cell):
        return f"{cell}.fill_null('')"

    def compare(self, of, sign, limit):
        return f"({of} {'==' if sign == '=' else sign} {float(limit)!r})"

    def one_of(self, cell, options):
        return f"({cell} == {options[0]!r})" if len(options) == 1 else f"{cell}.is_in({options!r})"

    def split(self, cell):
        return f"{cell}.str.split(';')"

    def names_any(self, named, options):
        each = [f"{named}.list.contains({option!r})" for option in options]
        return each[0] if len(each) == 1 else self.any(*each)

    def cases(self, cases, otherwise):
        (condition, value), *more = cases
        return "".join([f"when({condition}).then({value})", *[f".when({c}).then({v})" for c, v in more], f".otherwise({otherwise})"])

    def at_least(self, n, of):
        held = "pl.sum_horizontal(" + ", ".join(f"{each}.fill_null(False)" for each in of) + ")"
        may = "pl.sum_horizontal(" + ", ".join(f"{each}.fill_null(True)" for each in of) + ")"
        return self.cases([(f"{held} >= {n}", "lit(True)"), (f"{may} < {n}", "lit(False)")], self.unknown())

    def filled(self, cell, value):
        return f"{cell}.fill_null({float(value)!r})"

    def points(self, cell, points, missing):
        return f"{cell}.replace_strict({list(points)!r}, {list(points.values())!r}, default={float(missing)!r}, return_dtype=pl.Float64)"

    def arithmetic(self, left, sign, right):
        return f"({left} {sign} {right})"

    def rounded(self, of):
        return f"({of}.round(9, mode='half_to_even') + 0.0)"

    def standing(self, applies, when):
        settled = [(when, "MET"), (self.negated(when), "NOT_MET")]
        if applies is None:
            return self.cases(settled, "UNKNOWN")
        return self.cases([(self.negated(applies), "NOT_APPLICABLE"), (f"{applies}.is_null()", "UNKNOWN"), *settled], "UNKNOWN")

    def span(self, low, high):
        text = lambda of: f"{of}.cast(pl.String)"
        return self.cases([(f"({low} < {high})", f"({text(low)} + '..' + {text(high)})")], text(low))

    def bands(self, low, high, starts):
        def band(value):
            return self.cases([(f"({value} >= {start!r})", self.word(name)) for start, name in reversed(starts[1:])], self.word(starts[0][1]))

        return self.cases([(f"({band(low)} == {band(high)})", band(low))], f"({band(low)} + '..' + {band(high)})")

    def how_many(self, conditions, sure):
        if not conditions:
            return f"lit({sure})"
        counted = [f"{condition}.fill_null(False).cast(pl.Int32)" for condition in conditions]
        return f"({sure} + pl.sum_horizontal({', '.join(counted)}))"

    def program(self, kinds, missing, stages, results):
        types = ", ".join(f"{name!r}: {'pl.Float64' if kind == 'number' else 'pl.String'}" for name, kind in kinds.items())
        lines = [
            "import polars as pl",
            "c, lit, when = pl.col, pl.lit, pl.when",
            "MET, NOT_MET, UNKNOWN, NOT_APPLICABLE = lit('met'), lit('not_met'), lit('unknown'), lit('not_applicable')",
            "",
            "",
            "def score(forms, results):",
            f"    frame = pl.scan_csv(forms, schema={{{types}}}, null_values={missing!r})",
        ]
        for stage in stages:
            columns = ",\n        ".join(f"{step}.alias({name!r})" for name, step in stage)
            lines.append(f"    frame = frame.with_columns([\n        {columns},\n    ])")
        columns = ",\n        ".join(f"{step}.alias({name!r})" for name, step in results)
        lines.append(f"    frame = frame.select([\n        {columns},\n    ])")
        lines.append("    frame.sink_csv(results, engine='streaming')")
        return "\n".join(lines)

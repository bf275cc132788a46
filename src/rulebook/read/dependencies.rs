//! The order of dependence of questions, facts and scores; circles; what `ask_when` may look at.

use std::collections::HashSet;

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::conditions::Use;
use super::names::Scope;
use crate::answer::QuestionId;
use crate::document::Finding;
use crate::rulebook::codes;
use crate::rulebook::{FactId, MissingInputs, Node, Score, ScoreId, Section, SectionId};
use crate::text::Span;

/// The greatest number of steps of a circle named and shown.
const SHOWN: usize = 8;
/// The greatest number of steps examined for circles.
const MOST_EFFORT: usize = 10_000_000;

/// The references of each part of a rulebook, in the order of the lists.
#[derive(Debug)]
pub(super) struct References {
    /// The `ask_when` of sections.
    pub(super) sections: TiVec<SectionId, Vec<Use>>,
    /// The `ask_when` of questions.
    pub(super) questions: TiVec<QuestionId, Vec<Use>>,
    /// Facts.
    pub(super) facts: TiVec<FactId, Vec<Use>>,
    /// Scores: value and `more_when`.
    pub(super) scores: TiVec<ScoreId, Vec<Use>>,
}

/// Returns the questions, facts and scores, each after its dependencies. Reports circles and references that are not
/// allowed.
pub(super) fn topological_order(
    scope: &Scope,
    sections: &TiSlice<SectionId, Section>,
    scores: &TiSlice<ScoreId, Score>,
    references: &References,
    errors: &mut Vec<Finding>,
) -> Vec<Node> {
    let mut graph = Graph::new(scope, sections, scores, references);
    graph.walk();
    errors.append(&mut graph.circles());
    graph.check_gates(errors);
    graph.order.iter().filter_map(|&place| graph.node(place)).collect()
}

/// The transitive requirements of a question, fact or score.
#[derive(Clone, Copy, Default)]
struct Requires {
    /// The last question in file order.
    latest: Option<QuestionId>,
    /// A question of the chart part.
    chart: Option<QuestionId>,
    missing: bool,
    prorated: bool,
}

/// The dependency graph. Its nodes are sections, questions, facts and scores, numbered in this order.
struct Graph<'a> {
    scope: &'a Scope,
    sections: &'a TiSlice<SectionId, Section>,
    scores: &'a TiSlice<ScoreId, Score>,
    references: &'a References,
    /// The targets of each node with the place of the reference. The edges from a child to its parent and from a
    /// question to its section have no place.
    edges: Vec<Vec<(usize, Option<Span>)>>,
    order: Vec<usize>,
    requires: Vec<Requires>,
    /// The circles found, each a list of steps.
    found: Vec<Vec<usize>>,
    in_circle: HashSet<(usize, usize)>,
    /// Number of steps of circles examined, kept or not.
    effort: usize,
}

impl<'a> Graph<'a> {
    fn new(
        scope: &'a Scope,
        sections: &'a TiSlice<SectionId, Section>,
        scores: &'a TiSlice<ScoreId, Score>,
        references: &'a References,
    ) -> Graph<'a> {
        let nodes = sections.len() + scope.questions.len() + scope.facts.len() + scope.scores.len();
        let (order, requires) = (Vec::with_capacity(nodes), vec![Requires::default(); nodes]);
        let edges = Vec::with_capacity(nodes);
        let (found, in_circle, effort) = (Vec::new(), HashSet::new(), 0);
        let mut graph = Graph { scope, sections, scores, references, edges, order, requires, found, in_circle, effort };
        let uses = [&references.sections.raw, &references.questions.raw, &references.facts.raw, &references.scores.raw];
        for uses in uses.into_iter().flatten() {
            let edges = uses.iter().map(|used| (graph.place(used.node), Some(used.at))).collect();
            graph.edges.push(edges);
        }
        for (id, question) in scope.questions.iter_enumerated() {
            let place = graph.place(Node::Question(id));
            graph.edges[place].push((question.section.into(), None));
            if let Some(parent) = question.parent {
                let parent = graph.place(Node::Question(parent.question));
                graph.edges[place].push((parent, None));
            }
        }
        graph
    }

    fn place(&self, node: Node) -> usize {
        let (sections, questions, facts) = (self.sections.len(), self.scope.questions.len(), self.scope.facts.len());
        match node {
            Node::Question(id) => sections + usize::from(id),
            Node::Fact(id) => sections + questions + usize::from(id),
            Node::Score(id) => sections + questions + facts + usize::from(id),
        }
    }

    fn node(&self, place: usize) -> Option<Node> {
        let place = place.checked_sub(self.sections.len())?;
        let (questions, facts) = (self.scope.questions.len(), self.scope.facts.len());
        Some(match place {
            place if place < questions => Node::Question(place.into()),
            place if place < questions + facts => Node::Fact((place - questions).into()),
            place => Node::Score((place - questions - facts).into()),
        })
    }

    fn name(&self, place: usize) -> &str {
        self.node(place).map_or_else(|| self.sections[SectionId::from(place)].id.as_str(), |node| self.scope.name(node))
    }

    /// Walks the graph depth first, with its own stack: a node is put in order after its targets.
    fn walk(&mut self) {
        const NEW: usize = usize::MAX;
        const DONE: usize = usize::MAX - 1;
        let mut state = vec![NEW; self.edges.len()]; // else: how deep on the stack
        for start in 0..self.edges.len() {
            if state[start] != NEW {
                continue;
            }
            let mut stack = vec![(start, 0)];
            state[start] = 0;
            while let Some((place, next)) = stack.last_mut() {
                let place = *place;
                if let Some(&(to, _)) = self.edges[place].get(*next) {
                    *next += 1;
                    match state[to] {
                        NEW => {
                            state[to] = stack.len();
                            stack.push((to, 0));
                        }
                        DONE => {}
                        depth => self.circle(&stack[depth..]),
                    }
                } else {
                    stack.pop();
                    state[place] = DONE;
                    self.require(place);
                    self.order.push(place);
                }
            }
        }
    }

    /// Keeps a circle, unless one with a step of it was kept.
    fn circle(&mut self, steps: &[(usize, usize)]) {
        self.effort = self.effort.saturating_add(steps.len());
        if self.effort > MOST_EFFORT {
            return; // some circles are known, and none can be told from the others in such a tangle
        }
        let steps: Vec<usize> = steps.iter().map(|(place, _)| *place).collect();
        let next = |step: usize| steps[(step + 1) % steps.len()];
        let edges = || steps.iter().enumerate().map(|(step, &place)| (place, next(step)));
        if !edges().any(|edge| self.in_circle.contains(&edge)) {
            self.in_circle.extend(edges());
            self.found.push(steps);
        }
    }

    fn circles(&self) -> Vec<Finding> {
        self.found.iter().filter_map(|steps| self.described(steps)).collect()
    }

    /// Returns the finding for a circle, with the places of its first steps.
    fn described(&self, steps: &[usize]) -> Option<Finding> {
        let name = |&place: &usize| format!("`{}`", self.name(place));
        let mut places = (0..steps.len()).filter_map(|step| self.edge(steps, step)).take(SHOWN);
        let at = places.next()?;
        let mut names: Vec<String> = steps.iter().skip(1).take(SHOWN).map(name).collect();
        if steps.len() > SHOWN + 1 {
            names.push(format!("{} more", steps.len() - SHOWN - 1));
        }
        names.push(name(&steps[0]));
        let path = format!("{} looks at {}", name(&steps[0]), names.join(", which looks at "));
        Some(
            places.fold(codes::CIRCLE.at(at, format!("a circle: {path}")), |circle, at| circle.and(at, "and this one")),
        )
    }

    /// Returns the place of the reference from a step of a circle to the next; `None` if it has no place.
    fn edge(&self, steps: &[usize], step: usize) -> Option<Span> {
        let next = steps[(step + 1) % steps.len()];
        self.edges[steps[step]].iter().find(|(to, at)| *to == next && at.is_some()).and_then(|(_, at)| *at)
    }

    /// Computes the requirements of a node from those of its targets.
    fn require(&mut self, place: usize) {
        let requires = match self.node(place) {
            Some(Node::Question(id)) => {
                let chart = (!self.scope.questions[id].is_of_the_call()).then_some(id);
                Requires { latest: Some(id), chart, ..Requires::default() }
            }
            Some(Node::Fact(id)) => self.sum(&self.references.facts[id]),
            Some(Node::Score(id)) => {
                let prorated = matches!(self.scores[id].missing, MissingInputs::Prorate { .. });
                let sum = self.sum(&self.references.scores[id]);
                Requires { prorated: prorated || sum.prorated, ..sum }
            }
            None => Requires::default(),
        };
        self.requires[place] = requires;
    }

    fn sum(&self, uses: &[Use]) -> Requires {
        uses.iter().fold(Requires::default(), |sum, used| {
            let requires = self.requires[self.place(used.node)];
            Requires {
                latest: sum.latest.max(requires.latest),
                chart: sum.chart.or(requires.chart),
                missing: sum.missing || requires.missing || used.missing,
                prorated: sum.prorated || requires.prorated,
            }
        })
    }

    /// Checks the references of every `ask_when`.
    fn check_gates(&self, errors: &mut Vec<Finding>) {
        let mut first: TiVec<SectionId, Option<QuestionId>> = ti_vec![None; self.sections.len()];
        let mut first_of_call = first.clone();
        for (id, question) in self.scope.questions.iter_enumerated() {
            first[question.section].get_or_insert(id);
            if question.is_of_the_call() {
                first_of_call[question.section].get_or_insert(id);
            }
        }
        for (section, uses) in self.references.sections.iter_enumerated() {
            let Some(before) = first[section] else { continue };
            let (place, of_call, name) = (section.into(), first_of_call[section], &self.sections[section].id);
            let asked = Gate { place, before, of_call, name };
            self.check_gate(&asked, uses, errors);
        }
        for (id, uses) in self.references.questions.iter_enumerated() {
            let question = &self.scope.questions[id];
            let of_call = question.is_of_the_call().then_some(id);
            let name = self.written(id);
            let asked = Gate { place: self.place(Node::Question(id)), before: id, of_call, name: &name };
            self.check_gate(&asked, uses, errors);
            if let Some(parent) = question.parent
                && of_call.is_some()
                && !self.scope.questions[parent.question].is_of_the_call()
            {
                let subject = &self.scope.questions[parent.question].id;
                errors.push(call_waits_for_chart(&name, subject, "belongs to the chart part", question.at));
            }
        }
    }

    /// Returns the id as written in the file; for a child, with a star for the option.
    fn written(&self, id: QuestionId) -> String {
        let question = &self.scope.questions[id];
        match question.parent {
            None => question.id.clone(),
            Some(parent) => self.scope.groups[parent.group].pattern(&self.scope.questions),
        }
    }

    fn check_gate(&self, asked: &Gate<'_>, uses: &[Use], errors: &mut Vec<Finding>) {
        for used in uses {
            let place = self.place(used.node);
            let (requires, at, subject, name) = (self.requires[place], used.at, self.name(place), asked.name);
            let through = |question: QuestionId, what: &str| match used.node {
                Node::Question(_) => what.to_owned(),
                _ => format!("rests on `{}`, which {what}", self.scope.questions[question].id),
            };
            if requires.missing || used.missing {
                let message = format!("`ask_when` of `{name}` looks at whether something is answered or missing");
                errors.push(codes::ASK_WHEN_MISSING.at(at, message));
            }
            if requires.prorated {
                errors
                    .push(codes::ASK_WHEN_PRORATED.at(at, format!("`ask_when` of `{name}` looks at a prorated score")));
            }
            if let Some(latest) = requires.latest.filter(|&latest| latest >= asked.before)
                && !self.in_circle.contains(&(asked.place, place))
            {
                let why = through(latest, if latest == asked.before { "is asked only then" } else { "stands later" });
                let message = format!("`ask_when` of `{name}` looks at `{subject}`, which {why}");
                errors.push(codes::ASK_WHEN_LATER.at(at, message));
            }
            if let (Some(chart), Some(call)) = (requires.chart, asked.of_call) {
                let why = through(chart, "belongs to the chart part");
                errors.push(call_waits_for_chart(&self.written(call), subject, &why, at));
            }
        }
    }
}

fn call_waits_for_chart(asked: &str, subject: &str, why: &str, at: Span) -> Finding {
    let message = format!("`{asked}` is asked in the call and waits for `{subject}`, which {why}");
    let help = "the chart part comes after the call: give";
    codes::CALL_WAITS_FOR_CHART
        .at(at, message)
        .help(format!("{help} `{asked}` an `asked_of: chart` too, or do not let it wait"))
}

/// A section or question with an `ask_when`.
struct Gate<'a> {
    place: usize,
    /// The question that all of its subjects must precede.
    before: QuestionId,
    /// It, or a question of it, that belongs to the call.
    of_call: Option<QuestionId>,
    name: &'a str,
}

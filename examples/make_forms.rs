//! Makes `examples/forms.csv`: made-up forms of made-up patients, the same ones on every run.
//!
//! ```text
//! cargo run --example make_forms > examples/forms.csv
//! cargo run --release --example make_forms -- --records 1000000 > many.csv
//! cargo run --release --example make_forms -- --records 1000000 --plain > plain.csv
//! cargo run --release --example make_forms -- --records 1000000 --ndjson > many.ndjson
//! ```
//!
//! All pathways occur, with blanks, unknown and declined answers, other units and a few stored totals. Of each 200 records
//! six cannot be read, each for a reason of its own ([`UNREADABLE`]). With `--plain` all can be read, and numbers stand in
//! the units of their questions, as typed columns of other programs want them; `--ndjson` says the same, a form a line.
//! Nobody's data was used.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use serde_json::{Map, Number, Value, json};

/// The records of each 200 that cannot be read: which one, the column, and what stands there.
pub(crate) const UNREADABLE: [(u32, &str, &str); 6] = [
    (17, "pathway", "cancr_pain"),
    (48, "age_years", "fifty"),
    (79, "peg_pain", "11"),
    (110, "pain_duration_months", "1,200"),
    (141, "unwell_now", "none;fever"),
    (172, "weight_kg", "12 stone"),
];

const TREATMENTS: [&str; 8] = [
    "non_opioid_analgesic",
    "nerve_pain_medicine",
    "opioid",
    "physiotherapy",
    "injections_or_blocks",
    "psychological_or_behavioural",
    "spine_surgery",
    "spinal_cord_stimulation",
];

/// Each opioid with an amount, and the least and most that the made-up patients take.
const AMOUNTS: [(&str, u64, u64); 10] = [
    ("codeine", 60, 240),
    ("fentanyl_patch", 12, 100),
    ("hydrocodone", 15, 80),
    ("hydromorphone", 4, 32),
    ("methadone", 5, 60),
    ("morphine", 15, 200),
    ("oxycodone", 10, 160),
    ("oxymorphone", 10, 80),
    ("tapentadol", 100, 500),
    ("tramadol", 50, 400),
];

const PHQ: [&str; 4] = ["not_at_all", "several_days", "more_than_half", "nearly_every_day"];

/// Whom a question of [`CHOSEN`] is put to.
#[derive(Clone, Copy)]
enum Whom {
    All,
    Pain,
    Noncancer,
    Cancer,
    Spastic,
    BeforeImplant,
    AfterTrial,
}

/// A question that is answered by chance alone: its column, whom it is put to, and how often each answer is given.
type Chosen = (&'static str, Whom, &'static [(u64, &'static str)]);

const CHOSEN: [Chosen; 38] = [
    ("cancer_treatment", Whom::Cancer, &[(50, "none"), (35, "chemotherapy"), (15, "radiation_other")]),
    ("opioid_regular", Whom::Cancer, &[(75, "yes"), (25, "no")]),
    ("spasticity_cause", Whom::Spastic, &[(45, "multiple_sclerosis"), (35, "cerebral_palsy"), (20, "stroke")]),
    ("tone_reliance", Whom::Spastic, &[(30, "yes"), (70, "no")]),
    ("spasm_frequency", Whom::Spastic, &[(20, "when_moved"), (40, "under_once_an_hour"), (40, "over_once_an_hour")]),
    (
        "spasticity_other_tx",
        Whom::Spastic,
        &[(60, "physiotherapy"), (30, "physiotherapy;botulinum_toxin"), (10, "none")],
    ),
    ("baclofen_withdrawal", Whom::Spastic, &[(10, "yes"), (90, "no")]),
    ("communication_limit", Whom::Spastic, &[(75, "yes"), (20, "only_through_caregiver"), (5, "no")]),
    (
        "other_medicines",
        Whom::All,
        &[(45, "none"), (30, "gabapentinoid"), (15, "benzodiazepine"), (10, "sleep_medicine")],
    ),
    ("bleeding_history", Whom::All, &[(92, "none"), (5, "liver_disease"), (3, "low_platelets")]),
    ("allergies", Whom::All, &[(88, "none"), (6, "antibiotic"), (4, "opioid"), (2, "implant_or_titanium")]),
    (
        "lungs_sleep",
        Whom::All,
        &[(65, "none"), (15, "apnea_mask_used"), (10, "apnea_no_mask"), (10, "copd_or_home_oxygen")],
    ),
    (
        "conditions",
        Whom::All,
        &[(70, "none"), (12, "heart_disease"), (8, "stroke"), (10, "abdominal_or_pelvic_surgery")],
    ),
    ("diabetes", Whom::All, &[(80, "none"), (12, "no_insulin"), (8, "insulin")]),
    ("tobacco", Whom::All, &[(55, "never"), (28, "former"), (17, "current")]),
    ("spine_history", Whom::All, &[(55, "none"), (35, "previous_low_back_surgery"), (10, "fusion_low_back")]),
    ("mental_health_history", Whom::All, &[(72, "none"), (20, "severe_depression_or_anxiety"), (8, "memory_problem")]),
    ("substance_use", Whom::All, &[(85, "none"), (8, "daily_alcohol"), (7, "in_recovery")]),
    ("expectations", Whom::All, &[(60, "less_pain;do_more"), (25, "less_pain"), (15, "complete_cure")]),
    ("pain_diagnoses", Whom::Pain, &[(40, "failed_back_surgery"), (30, "spinal_stenosis"), (30, "other")]),
    ("specialist_review", Whom::Pain, &[(50, "recorded"), (20, "seen_not_recorded"), (30, "not_seen")]),
    ("cancer_spine", Whom::Cancer, &[(60, "none_known"), (25, "vertebral"), (15, "not_imaged")]),
    ("ashworth_version", Whom::Spastic, &[(40, "ashworth"), (60, "modified_ashworth")]),
    ("ashworth_average", Whom::Spastic, &[(40, "2.5"), (40, "3"), (20, "3.5")]),
    ("platelet_count", Whom::All, &[(50, "240"), (40, "180"), (7, "95"), (3, "72")]),
    ("payer", Whom::AfterTrial, &[(45, "medicare"), (15, "medicare_advantage"), (40, "commercial")]),
    ("noninvasive_months", Whom::Noncancer, &[(70, "12"), (20, "7.5"), (10, "4")]),
    ("support_adult", Whom::BeforeImplant, &[(90, "yes"), (10, "no")]),
    ("pocket_site", Whom::BeforeImplant, &[(80, "none"), (15, "scar_hernia_or_mesh"), (5, "very_small_body")]),
    ("staph_screen", Whom::BeforeImplant, &[(60, "negative"), (10, "positive_treated"), (30, "not_done")]),
    ("education", Whom::BeforeImplant, &[(55, "patient_and_caregiver"), (20, "patient_only"), (25, "not_yet")]),
    ("trial_problem_now", Whom::AfterTrial, &[(95, "none"), (5, "worst_headache")]),
    ("trial_method", Whom::AfterTrial, &[(45, "single_injection"), (55, "intrathecal_catheter")]),
    ("trial_drug_class", Whom::AfterTrial, &[(60, "opioid"), (20, "ziconotide"), (20, "baclofen")]),
    ("trial_relief_hours", Whom::AfterTrial, &[(60, "10"), (40, "6")]),
    ("trial_function", Whom::AfterTrial, &[(70, "better"), (30, "same")]),
    ("trial_adverse", Whom::AfterTrial, &[(60, "none"), (25, "itching"), (15, "nausea_or_vomiting")]),
    ("trial_patient_view", Whom::AfterTrial, &[(80, "yes"), (15, "unsure"), (5, "no")]),
];

/// How the forms are written down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// As busy people do: in other units, and some so that they cannot be read.
    AsWritten,
    /// Each in the unit of its question, and readable.
    Plain,
    /// The same as NDJSON.
    Lines,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut records, mut look) = (Some(200), Look::AsWritten);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--plain" => look = Look::Plain,
            "--ndjson" => look = Look::Lines,
            "--records" => records = arguments.next().and_then(|records| records.parse().ok()),
            _ => records = None,
        }
    }
    let Some(records) = records else {
        let _ = writeln!(io::stderr(), "usage: make_forms [--records N] [--plain | --ndjson]");
        return ExitCode::from(2);
    };
    match write_forms(records, look, &mut BufWriter::new(io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(io::stderr(), "cannot write the forms: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Writes so many records: as CSV, headings first, or as NDJSON.
///
/// # Errors
/// Where the writer fails.
pub(crate) fn write_forms(records: u32, look: Look, out: &mut impl Write) -> io::Result<()> {
    let columns = columns();
    if look != Look::Lines {
        writeln!(out, "{}", columns.join(","))?;
    }
    for record in 1..=records {
        let mut dice = Dice(0x00C0_FFEE ^ (u64::from(record) << 20));
        let mut form = form(&mut dice);
        if look == Look::AsWritten {
            if let Some((_, column, written)) = UNREADABLE.iter().find(|(bad, ..)| *bad == (record - 1) % 200 + 1) {
                form.insert((*column).to_owned(), (*written).to_owned());
            }
        } else {
            for written in form.values_mut() {
                *written = plain(written);
            }
        }
        if look == Look::Lines {
            writeln!(out, "{}", line(form))?;
        } else {
            let cells: Vec<String> = columns.iter().map(|column| quoted(form.get(column))).collect();
            writeln!(out, "{}", cells.join(","))?;
        }
    }
    out.flush()
}

/// A form as JSON: numbers as numbers, several codes as a list, what says nothing left out.
fn line(mut form: Form) -> Value {
    let note = form.remove("self_harm.note");
    let mut line = json!({ "case": form.remove("case"), "as_of": form.remove("as_of") });
    if let Some(total) = form.remove("score.phq2") {
        line["stored"] = json!({ "phq2": value(&total) });
    }
    let said = form.into_iter().filter(|(_, written)| !written.is_empty());
    let mut answers: Map<String, Value> = said.map(|(column, written)| (column, value(&written))).collect();
    if let (Some(note), Some(answer)) = (note, answers.get_mut("self_harm")) {
        let key = if matches!(answer.as_str(), Some("unknown" | "declined")) { "missing" } else { "value" };
        *answer = json!({ key: answer, "note": note });
    }
    line["answers"] = Value::Object(answers);
    line
}

fn value(written: &str) -> Value {
    match written.parse::<Number>() {
        Ok(number) => Value::Number(number),
        Err(_) if written.contains(';') => written.split(';').collect(),
        Err(_) => json!(written),
    }
}

fn columns() -> Vec<String> {
    let questions = "case as_of respondent age_years pathway existing_pump pump_problem_now trial_status unwell_now \
                     neuro_red_flags pain_sites pain_duration_months peg_pain peg_enjoyment peg_activity \
                     spasticity_impact oral_baclofen antispastic_weeks tx_tried * opioids + blood_thinners \
                     implanted_devices height_cm weight_kg phq2_interest phq2_mood score.phq2 self_harm \
                     self_harm.note refill_access imaging psych_evaluation cancer_life_expectancy blood_thinner_plan \
                     trial_pain_before trial_pain_best";
    let others = CHOSEN.iter().map(|(column, ..)| (*column).to_owned());
    let children = |column: &str| -> Vec<String> {
        match column {
            "*" => TREATMENTS.map(|treatment| format!("tx_tried.{treatment}.outcome")).to_vec(),
            "+" => AMOUNTS.map(|(opioid, ..)| format!("opioids.{opioid}.per_day")).to_vec(),
            _ => vec![column.to_owned()],
        }
    };
    questions.split_whitespace().flat_map(children).chain(others).collect()
}

fn quoted(cell: Option<&String>) -> String {
    match cell {
        Some(text) if text.contains([',', '"', '\n']) => format!("\"{}\"", text.replace('"', "\"\"")),
        Some(text) => text.clone(),
        None => String::new(),
    }
}

/// Feet and inches in centimetres, pounds in kilograms, years in months; all else as it is.
fn plain(written: &str) -> String {
    let number = |text: &str| text.parse::<u32>().ok();
    let height = written.split_once("ft").and_then(|(feet, inches)| Some(number(feet)? * 12 + number(inches)?));
    let weight = written.strip_suffix("lb").and_then(number);
    let duration = written.strip_suffix(" years").and_then(number);
    match (height, weight, duration) {
        (Some(inches), _, _) => (inches * 254 / 100).to_string(),
        (_, Some(pounds), _) => (pounds * 10 / 22).to_string(),
        (_, _, Some(years)) => (years * 12).to_string(),
        _ => written.to_owned(),
    }
}

/// A made-up form: by column, what stands there.
type Form = BTreeMap<String, String>;

fn form(dice: &mut Dice) -> Form {
    let mut form = Form::new();
    let pathway = dice.weighted(&[
        (55, "noncancer_pain"),
        (21, "cancer_pain"),
        (17, "spasticity"),
        (4, "cancer_pain;spasticity"),
        (3, "noncancer_pain;spasticity"),
    ]);
    let respondent = dice.weighted(&[(78, "patient"), (14, "caregiver"), (8, "chart")]);
    let (youngest, oldest) = if pathway == "spasticity" { (5, 72) } else { (24, 88) };
    let age = dice.between(youngest, oldest);
    form.insert("case".into(), dice.case());
    form.insert("as_of".into(), format!("2026-{:02}-{:02}", dice.between(9, 11), dice.between(1, 20)));
    form.insert("respondent".into(), respondent.into());
    form.insert("age_years".into(), age.to_string());
    form.insert("pathway".into(), pathway.into());
    the_call(&mut form, dice);
    if pathway.contains("pain") {
        pain(&mut form, dice, respondent);
    }
    if pathway.contains("spasticity") {
        spasticity(&mut form, dice);
    }
    medicines_and_health(&mut form, dice);
    mood_and_visits(&mut form, dice, respondent == "patient" && age >= 18);
    chart(&mut form, dice, pathway);
    for (column, whom, answers) in CHOSEN {
        if whom.are(&form) {
            let answer = dice.weighted(answers);
            keep(&mut form, dice, column, answer.into());
        }
    }
    form
}

impl Whom {
    fn are(self, form: &Form) -> bool {
        let says = |column: &str, part: &str| form.get(column).is_some_and(|answer| answer.contains(part));
        match self {
            Whom::All => true,
            Whom::Pain => says("pathway", "pain"),
            Whom::Noncancer => says("pathway", "noncancer"),
            Whom::Cancer => says("pathway", "cancer") && !says("pathway", "noncancer"),
            Whom::Spastic => says("pathway", "spasticity"),
            Whom::BeforeImplant => !says("trial_status", "not_done"),
            Whom::AfterTrial => says("trial_status", "done") && !says("trial_status", "not_done"),
        }
    }
}

fn the_call(form: &mut Form, dice: &mut Dice) {
    let pump = dice.weighted(&[(92, "no"), (8, "yes")]);
    keep(form, dice, "existing_pump", pump.into());
    if pump == "yes" {
        let trouble = dice.weighted(&[(75, "none"), (15, "more_stiffness"), (10, "beeping;missed_refill")]);
        keep(form, dice, "pump_problem_now", trouble.into());
    }
    let trial = dice.weighted(&[
        (60, "not_done"),
        (12, "scheduled"),
        (23, "done"),
        (2, "stopped_early"),
        (3, "physician_omitted"),
    ]);
    keep(form, dice, "trial_status", trial.into());
    let unwell = dice.weighted(&[
        (84, "none"),
        (4, "urine"),
        (3, "tooth"),
        (3, "open_wound"),
        (2, "skin_at_site"),
        (2, "fever"),
        (1, "fever;chest"),
        (1, "ms_relapse"),
    ]);
    keep(form, dice, "unwell_now", unwell.into());
    let signs = dice.weighted(&[(94, "none"), (4, "leg_weakness"), (2, "saddle_numbness;bladder_or_bowel_change")]);
    keep(form, dice, "neuro_red_flags", signs.into());
}

fn pain(form: &mut Form, dice: &mut Dice, respondent: &str) {
    let sites = dice.some(&["low_back", "legs", "mid_back_or_chest", "belly_or_pelvis", "neck_or_arms"], 35);
    keep(form, dice, "pain_sites", if sites.is_empty() { "all_over".into() } else { sites.join(";") });
    let months = dice.between(4, 240);
    let duration = if dice.chance(20) { format!("{} years", months / 12 + 1) } else { months.to_string() };
    keep(form, dice, "pain_duration_months", duration);
    if respondent == "patient" {
        for item in ["peg_pain", "peg_enjoyment", "peg_activity"] {
            let points = dice.between(4, 10);
            keep(form, dice, item, points.to_string());
        }
    }
    let tried = dice.some(&TREATMENTS, 58);
    for treatment in &tried {
        let outcome =
            dice.weighted(&[(8, "enough"), (45, "not_enough"), (25, "no_help"), (17, "side_effects"), (5, "ongoing")]);
        keep(form, dice, &format!("tx_tried.{treatment}.outcome"), outcome.into());
    }
    keep(form, dice, "tx_tried", if tried.is_empty() { "none".into() } else { tried.join(";") });
}

fn spasticity(form: &mut Form, dice: &mut Dice) {
    let impact = dice.some(&["comfort", "positioning", "hygiene_or_care", "mobility", "sleep", "self_care"], 50);
    keep(form, dice, "spasticity_impact", if impact.is_empty() { "none".into() } else { impact.join(";") });
    let pills = dice.weighted(&[
        (5, "not_tried"),
        (45, "not_enough"),
        (15, "not_enough_lower_dose"),
        (25, "side_effects"),
        (8, "working"),
        (2, "allergic_reaction"),
    ]);
    keep(form, dice, "oral_baclofen", pills.into());
    let weeks = dice.between(1, 104);
    keep(form, dice, "antispastic_weeks", weeks.to_string());
}

fn medicines_and_health(form: &mut Form, dice: &mut Dice) {
    let mut opioids: Vec<&str> = Vec::new();
    for (opioid, least, most) in AMOUNTS {
        if dice.chance(9) {
            opioids.push(opioid);
            let amount = dice.between(least, most);
            keep(form, dice, &format!("opioids.{opioid}.per_day"), amount.to_string());
        }
    }
    if dice.chance(5) {
        opioids.push("buprenorphine");
    }
    keep(form, dice, "opioids", if opioids.is_empty() { "none".into() } else { opioids.join(";") });
    let thinner = dice.weighted(&[
        (68, "none"),
        (10, "apixaban"),
        (9, "aspirin"),
        (4, "clopidogrel"),
        (4, "warfarin"),
        (3, "nsaid"),
        (2, "aspirin;clopidogrel"),
    ]);
    keep(form, dice, "blood_thinners", thinner.into());
    if !matches!(thinner, "none" | "aspirin" | "nsaid") {
        let plan = dice.weighted(&[(30, "written"), (25, "asked_no_answer"), (45, "not_asked")]);
        keep(form, dice, "blood_thinner_plan", plan.into());
    }
    let device = dice.weighted(&[
        (84, "none"),
        (6, "pacemaker_or_icd"),
        (7, "spinal_cord_stimulator"),
        (1, "insulin_pump"),
        (2, "removed_or_not_tolerated"),
    ]);
    keep(form, dice, "implanted_devices", device.into());
    let inches = dice.between(58, 76);
    let height =
        if dice.chance(25) { format!("{}ft{}", inches / 12, inches % 12) } else { (inches * 254 / 100).to_string() };
    keep(form, dice, "height_cm", height);
    let kilograms = dice.between(42, 130);
    let weight = if dice.chance(25) {
        format!("{}lb", kilograms * 22 / 10)
    } else {
        format!("{kilograms}.{}", dice.between(0, 9))
    };
    keep(form, dice, "weight_kg", weight);
}

fn mood_and_visits(form: &mut Form, dice: &mut Dice, asked_phq: bool) {
    if asked_phq {
        let mut total = 0;
        for item in ["phq2_interest", "phq2_mood"] {
            let points = dice.between(0, 9) * dice.between(0, 9) / 24;
            total += points;
            keep(form, dice, item, PHQ[usize::try_from(points).unwrap_or(0).min(3)].into());
        }
        if dice.chance(15) {
            form.insert("score.phq2".into(), total.to_string());
        }
    }
    let thoughts = dice.weighted(&[(91, "no"), (6, "longer_ago"), (2, "past_few_weeks"), (1, "now")]);
    keep(form, dice, "self_harm", thoughts.into());
    if thoughts == "longer_ago" {
        form.insert("self_harm.note".into(), "more than a year back, in care since".into());
    }
    let visits = dice.weighted(&[(74, "yes"), (15, "with_arranged_help"), (8, "uncertain"), (3, "no")]);
    keep(form, dice, "refill_access", visits.into());
}

fn chart(form: &mut Form, dice: &mut Dice, pathway: &str) {
    if pathway.contains("noncancer_pain") {
        let imaging = dice.weighted(&[(55, "within_12_months"), (30, "older"), (10, "none"), (5, "mri_not_possible")]);
        keep(form, dice, "imaging", imaging.into());
        let evaluation = dice.weighted(&[
            (45, "not_done"),
            (15, "booked"),
            (22, "no_concern"),
            (10, "concerns"),
            (3, "advises_against"),
            (5, "report_pending"),
        ]);
        keep(form, dice, "psych_evaluation", evaluation.into());
    } else if pathway.contains("cancer_pain") {
        let expectancy = dice.weighted(&[(15, "under_3_months"), (50, "months_3_to_12"), (35, "over_12_months")]);
        keep(form, dice, "cancer_life_expectancy", expectancy.into());
    }
    if pathway.contains("pain") && form.get("trial_status").is_some_and(|status| status == "done") {
        let before = dice.between(5, 10);
        keep(form, dice, "trial_pain_before", before.to_string());
        let best = dice.between(0, before);
        keep(form, dice, "trial_pain_best", best.to_string());
    }
}

/// Writes an answer down, or what a busy form says in its place.
fn keep(form: &mut Form, dice: &mut Dice, column: &str, answer: String) {
    let written = dice.weighted(&[(90, None), (6, Some("")), (3, Some("unknown")), (1, Some("declined"))]);
    form.insert(column.to_owned(), written.map_or(answer, str::to_owned));
}

/// Numbers that look random and are the same on every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Both ends included.
    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn weighted<T: Copy>(&mut self, choices: &[(u64, T)]) -> T {
        let mut left = self.next() % choices.iter().map(|(weight, _)| weight).sum::<u64>();
        for &(weight, choice) in choices {
            if left < weight {
                return choice;
            }
            left -= weight;
        }
        choices[0].1
    }

    /// Each with the same chance, in order.
    fn some<T: Copy>(&mut self, choices: &[T], percent: u64) -> Vec<T> {
        choices.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    /// A case code: a letter first, no look-alikes, no E.
    fn case(&mut self) -> String {
        let letters = b"ABCDFGHJKMNPQRSTUVWXYZ23456789";
        (0..5)
            .map(|place| {
                let most = if place == 0 { 21 } else { letters.len() as u64 - 1 };
                char::from(letters[usize::try_from(self.between(0, most)).unwrap_or(0)])
            })
            .collect()
    }
}

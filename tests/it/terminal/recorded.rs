//! A whole interview with the built-in rulebook, as it stands on the nurse's screen: `docs/session.md`, and how many keys
//! it took. `SNAPSHOTS=overwrite cargo test --test it recorded` writes the page again.

use std::fs;
use std::path::Path;

use candor::form::file::FormFile;
use candor::text::SourceText;
use snapbox::{Data, assert_data_eq};

use super::pty::Pty;

/// The first of the worked patients, as a nurse types her.
const PATIENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/patients/01-noncancer-first-call.yaml");
const REPLIES: [(&str, &str); 42] = [
    ("Who is answering today?", "1"),
    ("How old is the patient?", "61"),
    ("Why is a pump being looked at?", "2"),
    ("Do you already have a pump", "2"),
    ("Has a trial been done", "1"),
    ("Do you have any of these today?", "0"),
    ("is any of this new or clearly worse", "0"),
    ("Where is the pain?", "1 2"),
    ("How long have you had this pain?", "7y"),
    ("fits your pain on average?", "7"),
    ("enjoying life", "8"),
    ("general activity", "8"),
    ("Which of these have been tried", "1-7"),
    ("How did it go?", "2422323"),
    ("Do you take any of these pain medicines now?", "3"),
    ("How much in all on a usual day?", "30"),
    ("Do you take any of these?", "6"),
    ("anything that thins the blood", "0"),
    ("Have you been told you have any of these?", "0"),
    ("Did you ever have an allergy", "0"),
    ("Do you have any of these?", "0"),
    ("Has a doctor told you that you have any of these?", "0"),
    ("Do you have diabetes?", "1"),
    ("Do you use tobacco", "1"),
    ("Do you have any other device", "0"),
    ("Is any of this true of your spine?", "1 2"),
    ("How tall are you?", "5ft5"),
    ("How much do you weigh?", "165lb"),
    ("little interest", "0"),
    ("feeling down", "1"),
    ("Have you had thoughts of ending your life", "1"),
    ("Has a doctor ever said you have any of these?", "0"),
    ("Is any of this true for you?", "0"),
    ("What do you hope the pump will do?", "1-3"),
    ("Can you get to those visits?", "1"),
    ("Which diagnoses in the chart", "1 3"),
    ("imaging or tests", "1"),
    ("specialist's note", "1"),
    ("psychological evaluation", "3"),
    ("platelet count?", "242"),
    ("A number to change it", ".f"),
    ("Date: ____", ""),
];

/// What the nurse types, question after question, and what stands on a screen as long as the interview.
fn session(folder: &Path) -> String {
    let mut pty = Pty::tall(folder, &["ask", "--as-of", "2026-11-20", "-o", "form.yaml"]);
    for (question, reply) in &REPLIES[..REPLIES.len() - 1] {
        pty.ready_below(question);
        pty.send(&format!("{reply}\r"));
    }
    pty.until("Date: ____");
    assert_eq!(pty.status(), 0);
    pty.contents()
}

/// A form, without how its numbers were typed.
fn paper(path: &Path) -> FormFile {
    let text = fs::read_to_string(path).unwrap();
    let mut paper = FormFile::read(&SourceText::new(String::new(), text)).unwrap();
    for answer in paper.answers.values_mut() {
        answer.typed = None;
    }
    paper
}

#[test]
fn a_recorded_interview() {
    let folder = tempfile::tempdir().unwrap();
    let screen = session(folder.path());
    let (typed, worked) = (paper(&folder.path().join("form.yaml")), paper(Path::new(PATIENT)));
    let case = typed.case_code().unwrap();
    for (question, answer) in &typed.answers {
        assert_eq!(Some(answer), worked.answers.get(question), "{question}");
    }
    assert_eq!(typed.answers.len(), worked.answers.len());

    let keys: usize = REPLIES.iter().map(|(_, reply)| reply.len() + 1).sum::<usize>() - 1;
    let answers = typed.answers.len();
    assert!(2 * keys <= 5 * answers, "{keys} keys for {answers} answers: more than 2.5 for each");

    let heading = screen.find("INTAKE SUMMARY").unwrap();
    let first_page = screen[heading..].lines().take_while(|line| !line.trim().is_empty()).count();
    let shown: Vec<&str> = screen[..heading].lines().chain(screen[heading..].lines().take(first_page)).collect();
    let page = format!(
        "# An interview, as the nurse sees it\n\nThe first of the worked patients\n(`examples/patients/01-noncancer-first-call.yaml`), \
         typed into `candor ask` in a terminal of 80 columns. A test writes\nthis page; her case would have a random code, \
         K7QX4 here. It took {keys} keys, Enter and the commands among them, for\n{answers} answers: {:.1} keys for each. \
         The first page of the summary ends it; all that follows it is in\n`tests/it/snapshots/it__patients__01-noncancer-first-call.snap`.\n\n\
         ```text\n{}\n```\n",
        f64::from(u32::try_from(keys).unwrap()) / f64::from(u32::try_from(answers).unwrap()),
        shown.join("\n").replace(case, "K7QX4"),
    );
    assert_data_eq!(page, Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/session.md"), None).raw());
}

//! `secretariat templates`: the templates of drafts.

use secretariat::communications::{Template, WritingLanguage};
use secretariat::{Error, Result};

use crate::args::{Global, TemplateAction, Templates};
use crate::output::{Output, plain};
use crate::{files, setup};

pub(crate) async fn run(global: &Global, templates: Templates, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let communications = office.communications();
    match templates.action {
        None => {
            let all = communications.templates().await?;
            if output.is_json() {
                output.json(&all);
            } else {
                for template in &all {
                    let whose = if template.built_in { "built in" } else { "own" };
                    let (name, language) = (&template.name, template.language.code());
                    output.print(&format!("{name:<16} {language}  {whose}\n"));
                }
            }
        }
        Some(TemplateAction::Show { name, language }) => {
            show(&communications.template(&name, self::language(language)?).await?, output);
        }
        Some(TemplateAction::Save { file }) => {
            let template: Template = serde_json::from_str(&files::text(&file)?).map_err(|error| {
                Error::invalid_input(format!("this is no template: {error}")).about(file.display())
            })?;
            show(&communications.save_template(template).await?, output);
        }
        Some(TemplateAction::Remove { name, language }) => {
            communications.remove_template(&name, self::language(language)?).await?;
        }
    }
    office.close().await?;
    Ok(0)
}

fn language(code: Option<String>) -> Result<Option<WritingLanguage>> {
    code.map(|code| code.parse()).transpose()
}

fn show(template: &Template, output: &Output) {
    match output.is_json() {
        true => output.json(template),
        false => output.print(&plain(&format!("{}\n\n{}\n", template.subject, template.body.trim_end()))),
    }
}

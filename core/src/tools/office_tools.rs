//! The tools of an office, all at once.

use std::sync::Arc;

use super::ask_documents::AskDocumentsTool;
use super::check_text::CheckTextTool;
use super::desk::Desk;
use super::document_brief::DocumentBriefTool;
use super::draft::DraftTool;
use super::free_busy::FreeBusyTool;
use super::list_documents::ListDocumentsTool;
use super::list_tasks::ListTasksTool;
use super::read_document::ReadDocumentTool;
use super::recall::RecallTool;
use super::remember::RememberTool;
use super::revise_draft::ReviseDraftTool;
use super::search_documents::SearchDocumentsTool;
use super::send_draft::SendDraftTool;
use crate::agents::Tool;
use crate::communications::Communications;
use crate::documents::Documents;

/// Makes the tools of an office.
///
/// ```no_run
/// use secretariat::Office;
/// use secretariat::tools::OfficeTools;
///
/// # async fn example(office: Office) {
/// let tools = OfficeTools::new(office.documents(), office.communications()).all();
/// assert!(tools.iter().any(|tool| tool.spec().name == "ask_documents"));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct OfficeTools {
    desk: Desk,
    #[cfg(feature = "fetch")]
    fetch: Option<super::FetchSettings>,
}

impl OfficeTools {
    /// Offers the documents and communications of an office. Whose handles these are does not matter: each call
    /// acts as the actor of its run, in the workspace of its run.
    pub fn new(documents: &Documents, communications: &Communications) -> Self {
        Self {
            desk: Desk::new(documents.clone(), communications.clone()),
            #[cfg(feature = "fetch")]
            fetch: None,
        }
    }

    /// Lets runs read these places of the web; without this there is no such tool.
    #[cfg(feature = "fetch")]
    #[must_use]
    pub fn with_fetch(self, settings: super::FetchSettings) -> Self {
        Self { fetch: Some(settings), ..self }
    }

    /// Returns the tools, by name.
    pub fn all(&self) -> Vec<Arc<dyn Tool>> {
        let desk = || self.desk.clone();
        let own: [Arc<dyn Tool>; 13] = [
            Arc::new(AskDocumentsTool(desk())),
            Arc::new(CheckTextTool(desk())),
            Arc::new(DocumentBriefTool(desk())),
            Arc::new(DraftTool(desk())),
            Arc::new(FreeBusyTool(desk())),
            Arc::new(ListDocumentsTool(desk())),
            Arc::new(ListTasksTool(desk())),
            Arc::new(ReadDocumentTool(desk())),
            Arc::new(RecallTool(desk())),
            Arc::new(RememberTool(desk())),
            Arc::new(ReviseDraftTool(desk())),
            Arc::new(SearchDocumentsTool(desk())),
            Arc::new(SendDraftTool(desk())),
        ];
        let mut tools: Vec<Arc<dyn Tool>> = own.into_iter().chain(self.fetching()).collect();
        tools.sort_by_key(|tool| tool.spec().name);
        tools
    }

    #[cfg(feature = "fetch")]
    fn fetching(&self) -> Option<Arc<dyn Tool>> {
        let settings = self.fetch.clone()?;
        Some(Arc::new(super::http_fetch::HttpFetchTool::new(settings)))
    }

    #[cfg(not(feature = "fetch"))]
    fn fetching(&self) -> Option<Arc<dyn Tool>> {
        None
    }
}

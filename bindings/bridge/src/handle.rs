//! An open office, as bindings hold it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use secretariat::{Error, Office, Result};

use crate::callbacks::Callbacks;
use crate::jobs::JobHandle;
use crate::message::Message;
use crate::method::Action;
use crate::options::Options;
use crate::runtime::{ensure_same_process, enter};
use crate::surface::entry;

/// An open office, or a view of one. Its methods may be called from any thread, and at the same time.
#[derive(Debug)]
pub struct OfficeHandle {
    office: Mutex<Option<Office>>,
    /// Whether the office was closed, as all its views see it.
    closed: Arc<AtomicBool>,
    /// Whether another handle opened the office and closes it.
    view: bool,
}

/// Holds an office that a Rust program opened itself, which closes it too: the handle is only a view.
impl From<Office> for OfficeHandle {
    fn from(office: Office) -> Self {
        Self { office: Mutex::new(Some(office)), closed: Arc::default(), view: true }
    }
}

impl OfficeHandle {
    /// Opens an office with the options of a message and the callbacks of the application.
    ///
    /// # Errors
    /// Those of [`Office::open`], and `invalid_input` for wrong options.
    pub async fn open(options: Message, callbacks: Callbacks) -> Result<Self> {
        let options: Options = options.decode("open")?;
        let office = Mutex::new(Some(options.open(callbacks).await?));
        Ok(Self { office, closed: Arc::default(), view: false })
    }

    /// Returns the same office as somebody else or in another workspace, by the name of the view. Closing the
    /// view leaves the office open; closing the office closes its views.
    ///
    /// # Errors
    /// Those of the view; `invalid_input` when the office is closed or the arguments are wrong.
    pub fn view(&self, name: &str, arguments: Message) -> Result<Self> {
        let office = self.office()?;
        match &entry(name)?.action {
            Action::View(view) => {
                let office = Mutex::new(Some(view(office, arguments)?));
                Ok(Self { office, closed: Arc::clone(&self.closed), view: true })
            }
            _ => Err(Error::invalid_input(format!("{name} is no view of an office"))),
        }
    }

    /// Calls a method by its name.
    ///
    /// # Errors
    /// Those of the method; `invalid_input` when the office is closed or the arguments are wrong.
    pub async fn call(&self, name: &str, arguments: Message) -> Result<Message> {
        let office = self.office()?;
        match &entry(name)?.action {
            Action::Method { call, .. } => call(office, arguments).await,
            _ => Err(Error::invalid_input(format!("{name} is not a method that returns once"))),
        }
    }

    /// Whether a method reads one thing by its id, so that [`crate::deliver_soon`] may do it.
    pub fn is_brief(name: &str) -> bool {
        entry(name).is_ok_and(|entry| matches!(entry.action, Action::Method { brief: true, .. }))
    }

    /// Starts long work by the name of its method, on any thread.
    ///
    /// # Errors
    /// As [`OfficeHandle::call`].
    pub fn start(&self, name: &str, arguments: Message) -> Result<JobHandle> {
        let office = self.office()?;
        let _surroundings = enter()?;
        match &entry(name)?.action {
            Action::Start(start) => start(office, arguments),
            _ => Err(Error::invalid_input(format!("{name} does not start a job"))),
        }
    }

    /// Finishes what is being written and closes the office; of a view, only the view. Closing a closed office
    /// changes nothing.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn close(&self) -> Result<()> {
        ensure_same_process()?;
        let office = self.lock().take();
        match office {
            Some(office) if !self.view => {
                self.closed.store(true, Ordering::Release);
                office.close().await
            }
            _ => Ok(()),
        }
    }

    fn office(&self) -> Result<Office> {
        ensure_same_process()?;
        let office = self.lock().clone().filter(|_| !self.closed.load(Ordering::Acquire));
        office.ok_or_else(|| Error::invalid_input("this office is closed; open it again, or close it later"))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Office>> {
        self.office.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

//! Offices, jobs and functions, each as the bridge has them.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use secretariat_bridge::{JobHandle, Message, OfficeHandle, spawn};

use crate::call::{NativeAnswer, NativeCall, NativeOpening};
use crate::component::{NativeComponent, callbacks};
use crate::failure::NativeFailure;
use crate::message::NativeMessage;

/// Opens an office with the options of a message and components by their places, such as `ocr`.
#[uniffi::export]
pub fn open_office(
    options: NativeMessage,
    components: HashMap<String, Arc<dyn NativeComponent>>,
) -> Arc<NativeOpening> {
    NativeOpening::start(async move { OfficeHandle::open(options.try_into()?, callbacks(components)?).await })
}

/// Calls a function that is done at once.
#[uniffi::export]
pub fn call_function(name: String, arguments: NativeMessage) -> Result<NativeMessage, NativeFailure> {
    Ok(secretariat_bridge::call_function(&name, arguments.try_into()?)?.into())
}

/// Calls a function as [`call_function`] does, with the name, a line break and the JSON text in one piece that is
/// borrowed: a virtual machine pays for each piece that it hands over.
#[uniffi::export]
pub fn request_function(request: &[u8]) -> Result<NativeMessage, NativeFailure> {
    let (name, arguments) = crate::message::request(request)?;
    Ok(secretariat_bridge::call_function(&name, arguments)?.into())
}

/// Starts a function that may take long.
#[uniffi::export]
pub fn start_function(name: String, arguments: NativeMessage) -> Arc<NativeCall> {
    NativeCall::start(async move { secretariat_bridge::start_function(name, arguments.try_into()?).await })
}

/// An open office.
#[derive(uniffi::Object)]
pub struct NativeOffice {
    handle: Arc<OfficeHandle>,
    /// Whether a call keeps the thread of its caller just now.
    busy: AtomicBool,
}

impl NativeOffice {
    pub(crate) fn new(office: OfficeHandle) -> Arc<Self> {
        Arc::new(Self { handle: Arc::new(office), busy: AtomicBool::new(false) })
    }
}

#[uniffi::export]
impl NativeOffice {
    /// Makes a call by the name of its method. It may keep this thread for a millisecond, and goes on elsewhere when
    /// that is not enough.
    pub fn call(&self, name: String, arguments: NativeMessage) -> Result<NativeAnswer, NativeFailure> {
        let office = Arc::clone(&self.handle);
        Ok(NativeAnswer::of(&self.busy, async move { office.call(&name, arguments.try_into()?).await })?)
    }

    /// Makes a call as [`NativeOffice::call`] does, in the form of [`request_function`].
    pub fn request(&self, request: &[u8]) -> Result<NativeAnswer, NativeFailure> {
        let (name, arguments) = crate::message::request(request)?;
        let office = Arc::clone(&self.handle);
        Ok(NativeAnswer::of(&self.busy, async move { office.call(&name, arguments).await })?)
    }

    /// Starts long work by the name of its method. It waits for a thread of the runtime, which the work needs
    /// around it.
    pub async fn start(
        &self,
        name: String,
        arguments: NativeMessage,
    ) -> Result<Arc<NativeJob>, NativeFailure> {
        let office = Arc::clone(&self.handle);
        let job = spawn(async move { office.start(&name, arguments.try_into()?) })?.await??;
        Ok(Arc::new(NativeJob(job)))
    }

    /// Returns the same office as somebody else or in another workspace.
    pub fn view(&self, name: String, arguments: NativeMessage) -> Result<Arc<Self>, NativeFailure> {
        Ok(Self::new(self.handle.view(&name, arguments.try_into()?)?))
    }

    /// Finishes what is being written and closes the office. It is not named `close`, which UniFFI takes for
    /// itself in Kotlin.
    pub fn shutdown(&self) -> Arc<NativeCall> {
        let office = Arc::clone(&self.handle);
        NativeCall::start(async move { office.close().await.map(|()| Message::json("null")) })
    }
}

/// Work in the background.
#[derive(uniffi::Object)]
pub struct NativeJob(JobHandle);

#[uniffi::export]
impl NativeJob {
    /// Returns the id, by which the job can be followed again.
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// Waits for the event after `sequence`, from 0 on; it is `null` when there are no more.
    pub fn event(&self, sequence: u64) -> Arc<NativeCall> {
        let job = self.0.clone();
        NativeCall::start(
            async move { Ok(job.event(sequence).await?.unwrap_or_else(|| Message::json("null"))) },
        )
    }

    /// Waits for the outcome. To stop waiting does not stop the work.
    pub fn outcome(&self) -> Arc<NativeCall> {
        let job = self.0.clone();
        NativeCall::start(async move { job.wait().await })
    }

    /// Stops the work; what is stored stays.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

//! A worker dies at any point of an erasure, and the next one ends it.

use std::sync::Arc;
use std::time::Duration;

use secretariat::blobs::{Blobs, ObjectBlobs};
use secretariat::id::{DocumentId, SystemRandomness, WorkspaceId};
use secretariat::memory::{FactSource, NewFact};
use secretariat::privacy::{Erasure, ErasureRequest};
use secretariat::settings::Settings;
use secretariat::storage::Storage;
use secretariat::storage::sqlite::Sqlite;
use secretariat::{DraftRequest, Office, OfficeBuilder, Source};
use tokio::runtime::{Builder, Runtime};

use super::world::{approve, ask, sees};
use crate::agents::process::{Mortal, Tripwire, forget_leases};

/// What outlives the processes.
struct Ground {
    runtime: Runtime,
    folder: tempfile::TempDir,
    storage: Arc<dyn Storage>,
    blobs: Arc<dyn Blobs>,
}

impl Ground {
    fn new() -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.sqlite");
        let storage = runtime.block_on(Sqlite::open(&path, OfficeBuilder::collections())).unwrap();
        let blobs = Arc::new(ObjectBlobs::memory(Arc::new(SystemRandomness)));
        Self { runtime, folder, storage: Arc::new(storage), blobs }
    }

    async fn office(&self, wire: &Arc<Tripwire>, workers: usize) -> Office {
        let (inner, ground) = (self.storage.clone(), self.runtime.handle().clone());
        let storage: Arc<dyn Storage> = Arc::new(Mortal { inner, wire: wire.clone(), ground });
        Office::builder()
            .storage(storage)
            .blobs(self.blobs.clone())
            .settings(Settings { workers: Some(workers), ..Settings::default() })
            .build()
            .await
            .unwrap()
    }

    /// Has an approved erasure that nobody carries out yet.
    fn begin(&self) -> (Erasure, DocumentId) {
        self.runtime.block_on(async {
            let office = self.office(&Tripwire::new(None), 0).await;
            let mail = "From: Quilla <quilla@zebrowski.example>\r\nTo: us@ours.example\r\nSubject: Chairs\r\n\
                Message-ID: <q1@zebrowski.example>\r\n\r\nWe need twelve chairs.\r\n";
            let add = office.documents().add(Source::bytes("hers.eml", mail.as_bytes().to_vec()));
            let document = add.await.unwrap();
            let reply = DraftRequest::reply_to(document.id.clone()).saying("They are yours.");
            office.communications().draft(reply).await.unwrap();
            let source = FactSource { document: document.id.clone(), quote: "twelve chairs".to_owned() };
            let fact = NewFact {
                text: "Quilla needs chairs.".to_owned(),
                sources: vec![source],
                ..NewFact::default()
            };
            office.memory().remember(fact).await.unwrap();
            office.documents().add(Source::text("other.txt", "Somebody else's.")).await.unwrap();
            let request =
                ErasureRequest { documents: vec![document.id.clone()], ..ErasureRequest::default() };
            let erasure = ask(&office, &request).await;
            approve(&office, &erasure).await;
            (erasure, document.id)
        })
    }

    /// Plays one life of a worker: until the erasure is done, or the worker dies.
    fn live(&self, erasure: &Erasure, at: Option<usize>) -> Option<String> {
        self.runtime.block_on(forget_leases(self.storage.as_ref()));
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let wire = Tripwire::new(at);
        let died = runtime.block_on(async {
            let lives = async {
                let office = self.office(&wire, 2).await;
                office.privacy().wait(&erasure.id).await.unwrap();
            };
            tokio::select! {
                biased;
                label = wire.died() => Some(label),
                ended = tokio::time::timeout(Duration::from_secs(30), lives) => {
                    assert!(ended.is_ok(), "an erasure does not end");
                    None
                }
            }
        });
        runtime.shutdown_background();
        died
    }
}

#[test]
fn an_erasure_that_dies_at_any_point_is_ended_by_the_next_worker() {
    let mut points = 0;
    for at in 0.. {
        let ground = Ground::new();
        let (erasure, document) = ground.begin();
        let died = ground.live(&erasure, Some(at));
        if died.is_some() {
            assert_eq!(ground.live(&erasure, None), None);
        }
        let about = died.clone().unwrap_or_else(|| "nowhere".to_owned());
        ground.runtime.block_on(async {
            let office = ground.office(&Tripwire::new(None), 0).await;
            let check = office.privacy().verify(&erasure.id).await.unwrap();
            assert!(check.is_sound, "dead {about}: {:?}", check.faults);
            let erased: u64 = check.proof.counts.iter().map(|count| count.erased).sum();
            assert_eq!((erased, check.proof.items), (3, 3), "dead {about}: {check:?}");
            assert_eq!(check.proof.files, 1, "dead {about}");
            office.documents().get(&document).await.unwrap_err();
            assert_eq!(office.documents().all().await.unwrap().len(), 1, "dead {about}");
            let home = WorkspaceId::default_workspace();
            let plans = secretariat::storage::Query::new(home.clone(), "erasure_plans");
            assert!(ground.storage.query(plans).await.unwrap().records.is_empty(), "dead {about}");
        });
        for file in std::fs::read_dir(ground.folder.path()).unwrap() {
            let path = file.unwrap().path();
            assert!(!sees(&std::fs::read(&path).unwrap()), "dead {about}: {}", path.display());
        }
        if died.is_none() {
            break;
        }
        points += 1;
    }
    assert!(points >= 8, "{points} points");
}

//! One connection for one lane of transactions, made anew when it breaks.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use super::fault::{Fault, code};
use super::open::{Address, CONNECT, WRITE, limited};

/// The channel that carries the names of changed workspaces.
pub(super) const CHANNEL: &str = "secretariat_changes";
/// The most bytes that a notification carries.
const NOTICE: usize = 7_900;

/// A connection under one role.
#[derive(Debug)]
pub(super) struct Link {
    address: Address,
    role: &'static str,
    connection: Option<PgConnection>,
}

impl Link {
    pub(super) fn new(address: Address, role: &'static str) -> Self {
        Self { address, role, connection: None }
    }

    /// Returns how the database is named in errors.
    pub(super) fn place(&self) -> &str {
        &self.address.place
    }

    /// Begins a transaction by these statements. A connection that broke while it was idle, as after a
    /// restart of the server, is replaced first.
    pub(super) async fn begin(&mut self, statements: &str) -> Result<&mut PgConnection, Fault> {
        let begin = || AssertSqlSafe(format!("BEGIN; {statements}"));
        if let Some(connection) = &mut self.connection
            && limited(WRITE, connection.execute(sqlx::raw_sql(begin())))
                .await
                .is_ok_and(|begun| begun.is_ok())
        {
            // Asked for again, as a borrow that may be returned would last for the rest of the function.
        } else {
            let mut connection = self.address.connect(self.role).await?;
            limited(WRITE, connection.execute(sqlx::raw_sql(begin()))).await??;
            self.connection = Some(connection);
        }
        self.connection.as_mut().ok_or(Fault::Driver(sqlx::Error::PoolClosed))
    }

    /// Commits, and tells all programs on this database which workspaces changed.
    pub(super) async fn commit(&mut self, changed: &[&str]) -> Result<(), Fault> {
        let connection = self.connection.as_mut().ok_or(Fault::Driver(sqlx::Error::PoolClosed))?;
        let committed = limited(WRITE, connection.execute(sqlx::raw_sql("COMMIT"))).await;
        match committed {
            Ok(Ok(_)) => {}
            Ok(Err(error))
                if code(&error).is_some_and(|code| !code.starts_with("57P") && !code.starts_with("08")) =>
            {
                return Err(error.into());
            }
            Ok(Err(error)) => return Err(self.doubt(error.into())),
            Err(silent) => return Err(self.doubt(silent)),
        }
        if !changed.is_empty() {
            // After the commit: within it, PostgreSQL would make the commits of all programs wait in line.
            let names = changed.join(",");
            let names = if names.len() > NOTICE { "" } else { &names };
            let told = connection.execute(sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(names));
            if !limited(WRITE, told).await.is_ok_and(|told| told.is_ok()) {
                // The work is done; followers look by themselves as well.
                self.connection = None;
            }
        }
        Ok(())
    }

    fn doubt(&mut self, fault: Fault) -> Fault {
        self.connection = None;
        Fault::Doubt(Box::new(fault))
    }

    /// Leaves the transaction behind after a fault.
    pub(super) async fn abandon(&mut self, fault: &Fault) {
        let Some(connection) = &mut self.connection else { return };
        let rolled_back = !fault.is_of_connection()
            && limited(CONNECT, connection.execute(sqlx::raw_sql("ROLLBACK")))
                .await
                .is_ok_and(|done| done.is_ok());
        if !rolled_back {
            self.connection = None;
        }
    }

    /// Closes the connection politely.
    pub(super) async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = limited(CONNECT, connection.close()).await;
        }
    }
}

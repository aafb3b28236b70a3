//! One connection for one lane of transactions, made anew when it breaks.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use super::fault::{Fault, code};
use super::open::{Address, CONNECT, WRITE, limited};

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

    /// Commits.
    pub(super) async fn commit(&mut self) -> Result<(), Fault> {
        let connection = self.connection.as_mut().ok_or(Fault::Driver(sqlx::Error::PoolClosed))?;
        match limited(WRITE, connection.execute(sqlx::raw_sql("COMMIT"))).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error))
                if code(&error).is_some_and(|code| !code.starts_with("57P") && !code.starts_with("08")) =>
            {
                Err(error.into())
            }
            Ok(Err(error)) => Err(self.doubt(error.into())),
            Err(silent) => Err(self.doubt(silent)),
        }
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

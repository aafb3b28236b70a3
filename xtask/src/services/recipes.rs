//! How each service is started: everything it writes stays in its folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Answering;
use super::keeper::{Keeper, fresh};

/// Of every service that knows passwords: only this machine reaches them, and tests of refusals need one.
const PASSWORD: &str = "secretariat";

/// Runs as root and for others; `setpriv` becomes the program it runs, so that a signal reaches it.
const AS_POSTGRES: &str = "setpriv --reuid=postgres --regid=postgres --clear-groups";

const POSTGRES: &str = r#"
export HOME="$FOLDER" LC_ALL=C.UTF-8
echo "$PASSWORD" >password
$AS "$BIN/initdb" -D "$FOLDER/own/data" -U postgres -A scram-sha-256 --pwfile="$FOLDER/password" --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null || exit 1
exec $AS "$BIN/postgres" -D "$FOLDER/own/data" -p "$PORT" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories="$FOLDER/own" -c max_connections=300
"#;

/// Starts PostgreSQL; SIGINT is its fast shutdown.
pub(super) fn postgres(folder: PathBuf, [port, ..]: [u16; 3]) -> Result<Answering, String> {
    let bin = postgres_programs()?;
    let own = folder.join("own");
    fresh(&own)?;
    fresh(&folder)?;
    let mut user = "";
    if crate::tools::is_root() {
        user = AS_POSTGRES;
        let mut chown = Command::new("chown");
        let given = chown.arg("postgres").arg(&own).status();
        if !given.is_ok_and(|status| status.success()) {
            return Err("PostgreSQL: its folder cannot be given to the user postgres".to_owned());
        }
    }
    let script = script(
        POSTGRES,
        &folder,
        port,
        &[("AS", user), ("BIN", &bin.display().to_string()), ("PASSWORD", PASSWORD)],
    );
    let keeper = Keeper::start("PostgreSQL", folder, "INT", &script)?;
    let port_text = port.to_string();
    keeper.await_that(|| {
        let mut ready = Command::new(bin.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &port_text]).stdout(Stdio::null());
        ready.status().is_ok_and(|status| status.success())
    })?;
    Ok((keeper, format!("postgres://postgres:{PASSWORD}@127.0.0.1:{port}/postgres")))
}

/// Starts Redis.
pub(super) fn redis(folder: PathBuf, [port, ..]: [u16; 3]) -> Result<Answering, String> {
    fresh(&folder)?;
    let command = r#"exec redis-server --port "$PORT" --bind 127.0.0.1 --save "" --dir "$FOLDER" --requirepass "$PASSWORD""#;
    let script = script(command, &folder, port, &[("PASSWORD", PASSWORD)]);
    let keeper = Keeper::start("Redis", folder, "TERM", &script)?;
    keeper.await_answer(port, b"PING\r\n", b"-NOAUTH")?;
    Ok((keeper, format!("redis://:{PASSWORD}@127.0.0.1:{port}/")))
}

/// The users of RabbitMQ, whose definitions take the place of the default user. A hash is the base64 of a salt of
/// four bytes and of the SHA-256 of salt and [`PASSWORD`].
const RABBITMQ_USERS: &str = r#"{
    "users": [
        {"name": "secretariat", "password_hash": "U0VDUtJLi9Tg65cw5n8YkxAyFXFtYBephWFEoftvAfoGi9Qe", "tags": "administrator"},
        {"name": "powerless", "password_hash": "VEFSSfwKgOqUDMW5Y3ckwZmc7wDIorqbZu3zftW/es5IGBAD", "tags": ""}
    ],
    "vhosts": [{"name": "/"}],
    "permissions": [
        {"user": "secretariat", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"},
        {"user": "powerless", "vhost": "/", "configure": "^$", "write": "^$", "read": "^$"}
    ]
}"#;

/// Its own name server for nodes stays behind the broker, in a session of its own: `stop` ends it. Its one
/// scheduler is enough for tests and leaves the processor to cargo.
const RABBITMQ: &str = r#"
mkdir -p home
export HOME="$FOLDER/home" ERL_EPMD_PORT="$NAMES" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME="secretariat$PORT@localhost" \
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$PORT" RABBITMQ_DIST_PORT="$DISTRIBUTION" \
    RABBITMQ_MNESIA_BASE="$FOLDER/mnesia" RABBITMQ_LOG_BASE="$FOLDER/logs" RABBITMQ_PID_FILE="$FOLDER/pid" \
    RABBITMQ_CONFIG_FILE="$FOLDER/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$FOLDER/plugins" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 1:1 -kernel inet_dist_use_interface {127,0,0,1}"
echo "[]." >plugins
echo "load_definitions = $FOLDER/users.json" >rabbitmq.conf
epmd -port "$NAMES" -address 127.0.0.1 &
exec /usr/lib/rabbitmq/bin/rabbitmq-server
"#;

/// Starts RabbitMQ, which takes some twenty seconds.
pub(super) fn rabbitmq(folder: PathBuf, [port, distribution, names]: [u16; 3]) -> Result<Answering, String> {
    fresh(&folder)?;
    std::fs::write(folder.join("users.json"), RABBITMQ_USERS)
        .map_err(|error| format!("RabbitMQ: {error}"))?;
    let (distribution, names) = (distribution.to_string(), names.to_string());
    let script = script(RABBITMQ, &folder, port, &[("DISTRIBUTION", &distribution), ("NAMES", &names)]);
    let keeper = Keeper::start("RabbitMQ", folder, "TERM", &script)?;
    // The first frame of the broker is a method on channel zero.
    keeper.await_answer(port, b"AMQP\x00\x00\x09\x01", &[1, 0, 0])?;
    Ok((keeper, format!("amqp://secretariat:{PASSWORD}@127.0.0.1:{port}/%2f")))
}

const S3: &str = include_str!("s3.py");

/// Starts S3 as moto emulates it.
pub(super) fn s3(folder: PathBuf, [port, ..]: [u16; 3]) -> Result<Answering, String> {
    let python = crate::tools::moto()?;
    fresh(&folder)?;
    let program = folder.join("s3.py");
    std::fs::write(&program, S3).map_err(|error| format!("S3: {error}"))?;
    let place = folder.join("url");
    let command = r#"exec "$PYTHON" s3.py "$PORT" url"#;
    let script = script(command, &folder, port, &[("PYTHON", &python.display().to_string())]);
    let keeper = Keeper::start("S3", folder, "TERM", &script)?;
    keeper.await_that(|| place.exists())?;
    let url = std::fs::read_to_string(&place).map_err(|error| format!("S3: {error}"))?;
    Ok((keeper, url))
}

/// Dovecot with a certificate of its own. Any user has a mailbox and the same password, or a token (XOAUTH2) that is a
/// JWT signed with the password; mail belongs to the user `nobody` where this runs as root, and to whoever runs it
/// elsewhere. The folder `Sent` is told by its special use.
const IMAP: &str = r#"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE || exit 1
mkdir -p mail run state keys/default/HS256
printf %s "$(printf %s "$PASSWORD" | base64)" >keys/default/HS256/default
cat >oauth2.conf <<END
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$FOLDER/keys/
username_attribute = sub
END
if [ "$(id -u)" = 0 ]; then
    chown "$MAIL" mail
    OWN= USER_ID="$(id -u "$MAIL")" GROUP_ID="$(id -g "$MAIL")"
else
    USER_ID="$(id -u)" GROUP_ID="$(id -g)"
    OWN="default_internal_user = $(id -un)
default_login_user = $(id -un)
default_internal_group = $(id -gn)
service anvil {
  chroot =
}
service imap-login {
  chroot =
}"
fi
cat >dovecot.conf <<END
base_dir = $FOLDER/run
state_dir = $FOLDER/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <$FOLDER/cert.pem
ssl_key = <$FOLDER/key.pem
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:$FOLDER/mail/%u
mail_max_userip_connections = 200
first_valid_uid = 1
$OWN
service imap-login {
  inet_listener imap {
    port = $OPEN_PORT
  }
  inet_listener imaps {
    port = $PORT
    ssl = yes
  }
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = $FOLDER/oauth2.conf
}
passdb {
  driver = static
  mechanisms = plain login
  args = password=$PASSWORD
}
userdb {
  driver = static
  args = uid=$USER_ID gid=$GROUP_ID home=$FOLDER/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Drafts {
    auto = create
    special_use = \\Drafts
  }
}
END
exec dovecot -F -c "$FOLDER/dovecot.conf"
"#;

/// Starts Dovecot.
pub(super) fn imap(folder: PathBuf, [port, open_port, ..]: [u16; 3]) -> Result<Answering, String> {
    fresh(&folder)?;
    let certificate = folder.join("cert.pem");
    let place = format!("ann%40ours.example:{PASSWORD}@127.0.0.1:{port}/?ca={}", certificate.display());
    let open_port = open_port.to_string();
    // Debian keeps its program off the path of users.
    let script = format!(
        "PATH=\"$PATH:/usr/sbin\"\n{}",
        script(IMAP, &folder, port, &[("MAIL", "nobody"), ("OPEN_PORT", &open_port), ("PASSWORD", PASSWORD)])
    );
    let keeper = Keeper::start("Dovecot", folder, "TERM", &script)?;
    keeper.await_answer(open_port.parse().unwrap_or(port), b"", b"* OK")?;
    Ok((keeper, format!("imaps://{place}#{open_port}")))
}

/// Cyrus with its HTTP server only; any password is right. It has no sign-in of its own without `saslauthd`, and
/// nobody but this machine reaches it.
const JMAP: &str = r#"
mkdir -p conf/db conf/socket conf/log conf/msg conf/proc lock spool xapian
USER_NAME="$(id -un)"
[ "$(id -u)" = 0 ] && USER_NAME=cyrus
cat >imapd.conf <<END
configdirectory: $FOLDER/conf
cyrus_user: $USER_NAME
defaultpartition: default
partition-default: $FOLDER/spool
defaultsearchtier: t1
t1searchpartition-default: $FOLDER/xapian
search_engine: xapian
conversations: yes
conversations_db: twoskip
httpmodules: jmap
allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: alwaystrue
virtdomains: off
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Drafts|Sent
xlist-drafts: Drafts
xlist-sent: Sent
smtp_backend: host
smtp_host: 127.0.0.1:$OUT_PORT
servername: localhost
proc_path: $FOLDER/conf/proc
mboxname_lockpath: $FOLDER/lock
END
cat >cyrus.conf <<END
START {
  recover cmd="$BIN/ctl_cyrusdb -C $FOLDER/imapd.conf -r"
}
SERVICES {
  http cmd="$BIN/httpd -C $FOLDER/imapd.conf" listen="127.0.0.1:$PORT" prefork=1
  lmtp cmd="$BIN/lmtpd -C $FOLDER/imapd.conf -a" listen="127.0.0.1:$IN_PORT" prefork=0
}
END
[ "$(id -u)" = 0 ] && chown -R cyrus "$FOLDER"
exec "$BIN/master" -C "$FOLDER/imapd.conf" -M "$FOLDER/cyrus.conf" -p "$FOLDER/conf/pid" -D
"#;

/// Starts Cyrus.
pub(super) fn jmap(folder: PathBuf, [port, in_port, out_port]: [u16; 3]) -> Result<Answering, String> {
    fresh(&folder)?;
    let (in_port, out_port) = (in_port.to_string(), out_port.to_string());
    let values = [("BIN", CYRUS), ("IN_PORT", &in_port), ("OUT_PORT", &out_port)];
    let script = script(JMAP, &folder, port, &values);
    let keeper = Keeper::start("Cyrus", folder, "TERM", &script)?;
    keeper.await_answer(
        port,
        b"GET /.well-known/jmap HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"HTTP/1.1 301",
    )?;
    Ok((keeper, format!("jmap://ann:{PASSWORD}@127.0.0.1:{port}/#{in_port},{out_port}")))
}

/// Where Debian keeps the programs of Cyrus.
const CYRUS: &str = "/usr/lib/cyrus/bin";

/// Puts the values that a script uses before it; none of them holds a quotation mark.
fn script(body: &str, folder: &Path, port: u16, values: &[(&str, &str)]) -> String {
    let mut text = format!("FOLDER='{}' PORT={port}\n", folder.display());
    for (name, value) in values {
        text.push_str(&format!("{name}='{value}'\n"));
    }
    format!("{text}cd \"$FOLDER\" || exit 1\n{body}")
}

/// Finds the newest PostgreSQL of this machine; Debian keeps its programs off the path.
fn postgres_programs() -> Result<PathBuf, String> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").is_file().then_some((version, bin))
        })
        .collect();
    found.sort();
    let (_, bin) = found.pop().ok_or("PostgreSQL is not below /usr/lib/postgresql: install postgresql")?;
    Ok(bin)
}

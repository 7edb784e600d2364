//! A stand-in for HubSpot's API: stateful, over HTTP on this machine, as strict as the documents and the recorded runs say
//! (`design/hubspot.md`). It knows several portals by their tokens, keeps a log, and fails on demand.

mod account;
mod automation;
mod pipelines;
mod properties;
mod records;
mod reply;
mod wire;

pub use account::Account;
use reply::Reply;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

/// The version in all paths.
pub const VERSION: &str = "2026-09";

/// How a request goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is cut before HubSpot has done anything.
    CutBefore,
    /// HubSpot does it, and the connection is cut before it answers.
    CutAfter,
    /// Too many calls: 429, with or without a time to wait.
    TooMany(Option<u64>),
    /// The calls of the day are used up.
    DayIsOver,
    /// 500, and nothing done.
    ErrorBefore,
    /// 500, though it is done.
    ErrorAfter,
    /// HubSpot does it and never answers.
    Silence,
}

/// A request and what became of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The HTTP method.
    pub method: String,
    /// The path, with its query.
    pub path: String,
    /// The body.
    pub body: String,
    /// The status of the answer; 0 if HubSpot never saw the request.
    pub status: u16,
}

impl Entry {
    /// Whether it changed something.
    pub fn wrote(&self) -> bool {
        self.method != "GET" && (200..300).contains(&self.status)
    }
}

#[derive(Default)]
struct World {
    accounts: BTreeMap<String, Account>,
    log: Vec<Entry>,
    /// By the number of the request, counted from 0.
    faults: BTreeMap<usize, Fault>,
}

/// The stand-in. It serves as long as the process runs.
pub struct StandIn {
    address: SocketAddr,
    world: Arc<Mutex<World>>,
}

impl StandIn {
    /// Serves these accounts, by their tokens.
    pub fn start(accounts: impl IntoIterator<Item = (&'static str, Account)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let accounts = accounts.into_iter().map(|(token, account)| (token.to_owned(), account)).collect();
        let world = Arc::new(Mutex::new(World { accounts, ..World::default() }));
        let served = Arc::clone(&world);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let world = Arc::clone(&served);
                thread::spawn(move || serve(stream, &world));
            }
        });
        Self { address, world }
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().expect("nobody panics while it is locked")
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Looks into an account, or changes it behind everybody's back.
    pub fn account<T>(&self, token: &str, look: impl FnOnce(&mut Account) -> T) -> T {
        look(self.world().accounts.get_mut(token).expect("a known token"))
    }

    /// Everything that was asked so far.
    pub fn log(&self) -> Vec<Entry> {
        self.world().log.clone()
    }

    /// Forgets what was asked, and with it where faults were to come.
    pub fn forget(&self) {
        let mut world = self.world();
        world.log.clear();
        world.faults.clear();
    }

    /// Lets the request of this number, counted from 0 since `forget`, go wrong.
    pub fn fail_at(&self, number: usize, fault: Fault) {
        self.world().faults.insert(number, fault);
    }
}

fn serve(stream: TcpStream, world: &Mutex<World>) {
    let _ = stream.set_nodelay(true);
    let Ok(mut out) = stream.try_clone() else { return };
    let mut stream = BufReader::new(stream);
    while let Some(request) = wire::receive(&mut stream) {
        let mut world = world.lock().expect("nobody panics while it is locked");
        let fault = {
            let number = world.log.len();
            world.faults.get(&number).copied()
        };
        let mut entry = Entry { method: request.method, path: request.path, body: request.body, status: 0 };
        let mut wait = None;
        let reply = match fault {
            Some(Fault::CutBefore) => None,
            Some(Fault::TooMany(seconds)) => {
                wait = seconds;
                Some(Reply::limit("TEN_SECONDLY_ROLLING"))
            }
            Some(Fault::DayIsOver) => Some(Reply::limit("DAILY")),
            Some(Fault::ErrorBefore) => Some(Reply::broken()),
            _ => Some(asked(&mut world.accounts, request.token.as_deref(), &entry)),
        };
        entry.status = reply.as_ref().map_or(0, |reply| reply.status);
        world.log.push(entry);
        drop(world);
        let reply = match (fault, reply) {
            (Some(Fault::CutAfter), _) | (_, None) => return,
            (Some(Fault::Silence), _) => loop {
                thread::park();
            },
            (Some(Fault::ErrorAfter), _) => Reply::broken(),
            (_, Some(reply)) => reply,
        };
        if !wire::answer(&mut out, reply.status, wait, &reply.text()) {
            return;
        }
    }
}

fn asked(accounts: &mut BTreeMap<String, Account>, token: Option<&str>, entry: &Entry) -> Reply {
    // Whoever logs answers would log the token: HubSpot does not say it, but proxies do.
    let Some(account) = token.and_then(|token| accounts.get_mut(token)) else {
        return Reply::error(
            401,
            "INVALID_AUTHENTICATION",
            &format!("Authentication failed for {}", token.unwrap_or("nobody")),
        );
    };
    let (path, query) = entry.path.split_once('?').unwrap_or((&entry.path, ""));
    let body: Value = match entry.body.as_str() {
        "" => Value::Null,
        text => match serde_json::from_str(text) {
            Ok(body) => body,
            Err(error) => return Reply::invalid(&format!("Invalid JSON input: {error}")),
        },
    };
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let method = entry.method.as_str();
    match segments.as_slice() {
        ["account-info", VERSION, "details"] if method == "GET" => account.details(),
        ["crm", "limits", VERSION, kind] if method == "GET" => account.limits(kind),
        ["crm", area, VERSION, object, ..] if account.may_not(method, area, object) => {
            Reply::error(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes to make this call.")
        }
        ["crm", "properties", VERSION, object, rest @ ..] => {
            properties::handle(account, method, object, rest, query, &body)
        }
        ["crm", "pipelines", VERSION, object, rest @ ..] => {
            pipelines::handle(account, method, object, rest, query, &body)
        }
        ["crm", "objects", VERSION, "contacts", id] => records::handle(account, method, id, &body),
        ["automation", "v4", "flows", rest @ ..] => automation::flows(account, method, rest, &body),
        ["crm", "lists", VERSION, rest @ ..] => automation::lists(account, method, rest, &body),
        _ => Reply::missing(path),
    }
}

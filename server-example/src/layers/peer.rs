//! The address of the client.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// The address at the other end of the connection, put into each request by the listener.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Returns whose request it is: the last address that a proxy of ours vouches for. What stands further left in
/// `X-Forwarded-For` the client may have written itself.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer;
    let told = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let told: Vec<&str> = told.flat_map(|value| value.split(',')).map(str::trim).collect();
    for told in told.iter().rev() {
        if !trusted.contains(&client) {
            break;
        }
        match told.parse() {
            Ok(address) => client = address,
            Err(_) => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|address| address.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", &["198.51.100.7"], &[]), "192.0.2.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.7"], &["10.0.0.1"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 198.51.100.7"], &["10.0.0.1"]), "198.51.100.7");
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1", "198.51.100.7, 10.0.0.2"], &["10.0.0.1", "10.0.0.2"]),
            "198.51.100.7"
        );
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, nonsense"], &["10.0.0.1"]), "10.0.0.1");
    }
}

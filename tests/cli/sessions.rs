//! Where a locker is open, and closing it there.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use crate::harness::{Person, Server, specimen};

#[test]
fn signing_out_ends_the_session_and_signing_in_brings_everything_back() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["signout"]).json();
    nadia.device.run(["list"]).problem(3, "not_signed_in");
    nadia.device.run(["signout"]).problem(3, "not_signed_in");
    assert_eq!(nadia.sign_in(&nadia.device).json()["documents"], 1);
    assert_eq!(nadia.device.run(["sessions"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn a_session_ended_from_elsewhere_opens_nothing_any_more() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let lost = nadia.second_device();
    let sessions = nadia.device.run(["sessions"]).json();
    let other = sessions.as_array().unwrap().iter().find(|session| session["current"] == false).unwrap();
    let id = other["id"].as_str().unwrap();
    assert_eq!(nadia.device.run(["sessions", "end", id]).json()["ended"][0], id);
    lost.run(["list"]).problem(3, "no_session");
    lost.run(["signout"]).json();
    nadia.device.run(["sessions", "end", "nosuch"]).problem(4, "not_found");
    assert!(nadia.device.list().is_empty());
}

#[test]
fn all_other_sessions_end_at_once() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let lost = [nadia.second_device(), nadia.second_device()];
    assert_eq!(nadia.device.run(["sessions", "end", "--others"]).json()["ended"].as_array().unwrap().len(), 2);
    for device in lost {
        device.run(["list"]).problem(3, "no_session");
    }
    let left = nadia.device.run(["sessions"]).json();
    assert_eq!((left.as_array().unwrap().len(), &left[0]["current"]), (1, &true.into()));
    nadia.device.run(["sessions", "end"]).problem(2, "usage");
}

#[test]
fn sessions_are_listed_without_their_secrets() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let session = &nadia.device.run(["sessions"]).json()[0];
    assert_eq!((&session["client"], &session["current"]), (&"command line".into(), &true.into()));
    assert!(session["half"].is_null());
}

#[test]
fn the_token_is_good_for_a_stock_client() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let token = nadia.device.run(["token"]).json();
    let keys: Vec<&str> = token.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["openapi", "token", "tus"]);
    let uploads = token["tus"].as_str().unwrap().strip_prefix(server.address()).unwrap();
    assert!(
        get(server.address(), uploads, token["token"].as_str().unwrap()).starts_with("HTTP/1.1 405"),
        "for POST alone"
    );
    assert_eq!(token["openapi"], format!("{}/api/v1/openapi.json", server.address()));
    let answer = get(server.address(), "/api/v1/session", token["token"].as_str().unwrap());
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(&nadia.id), "{answer}");
    assert!(get(server.address(), "/api/v1/session", "another").starts_with("HTTP/1.1 401"));
}

/// As plain as a client can be.
fn get(server: &str, path: &str, token: &str) -> String {
    let host = server.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

//! Somebody presses Ctrl-C, or the power goes: nothing half is left of what was being written, and it goes on later. For Linux: elsewhere a file can
//! have a name before it is whole.
#![cfg(target_os = "linux")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, mpsc::channel},
};

use crate::harness::{Device, Liar, Person, Server, specimen};

const PAPERS: [&str; 3] = ["pdf/recepisse.pdf", "photos/p13-page-messagerie-compressee.jpg", "odd/anime.gif"];

/// Nadia's device, whose program can be stopped in the middle.
struct Scene {
    _server: Server,
    liar: Liar,
    device: Device,
    papers: Vec<String>,
}

impl Scene {
    fn new() -> Self {
        let server = Server::start();
        let liar = Liar::to(server.address());
        let device = Device::new(liar.address());
        Person::new(server.address()).sign_in(&device).json();
        let papers = PAPERS.iter().map(|path| device.add(specimen(path))).collect();
        fs::create_dir(device.path("temporary")).unwrap();
        Self { _server: server, liar, device, papers }
    }

    /// Runs `armoire --json` and sends it a signal as it asks for a document for the `due`th time, which isn't answered before it has ended.
    fn stop(&self, signal: &'static str, due: u32, arguments: &[&str]) {
        let ((process, which), (ended, end)) = (channel::<u32>(), channel());
        let moment = Mutex::new((0, which, end));
        self.liar.before(move |path| {
            let mut moment = moment.lock().unwrap();
            moment.0 += u32::from(path.contains("/objects/"));
            if path.contains("/objects/") && moment.0 == due {
                let process = moment.1.recv().unwrap().to_string();
                assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
                moment.2.recv().unwrap();
            }
        });
        let mut command = self.device.command();
        command.env("TMPDIR", self.device.path("temporary")).arg("--json").args(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        process.send(child.id()).unwrap();
        let status = child.wait().unwrap();
        ended.send(()).unwrap();
        self.liar.before(|_| {});
        assert!(!status.success());
    }
}

/// Names of all files in a folder and below, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = || path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(name()) }
    }
    files.sort();
    files
}

#[test]
fn a_paper_on_its_way_leaves_nothing() {
    let scene = Scene::new();
    let here: PathBuf = scene.device.path("here");
    fs::create_dir(&here).unwrap();
    let target = here.join("paper.pdf");
    let get = ["get", &scene.papers[0], "-o", target.to_str().unwrap()];
    for signal in ["-INT", "-KILL"] {
        scene.stop(signal, 1, &get);
        assert_eq!(files(&here), Vec::<String>::new());
    }
    scene.device.run(get).json();
    assert_eq!(files(&here), ["paper.pdf"]);
}

#[test]
fn an_export_leaves_what_is_whole_and_goes_on() {
    let scene = Scene::new();
    let backup = scene.device.path("backup");
    let export = ["export", "-o", backup.to_str().unwrap(), "--open"];
    for (done, signal) in [(1, "-INT"), (2, "-KILL")] {
        // What was done before isn't asked for again.
        scene.stop(signal, 2, &export);
        let names = files(&backup);
        assert_eq!(names.len(), 2 * done + 2, "{signal}: {names:?}");
        assert!(names.iter().all(|name| !name.starts_with(".tmp") && name != "index.json"), "{names:?}");
    }
    assert_eq!(scene.device.run(export).json()["documents"], 3);
    assert_eq!(files(&backup).len(), 2 * PAPERS.len() + 3, "{:?}", files(&backup));
}

#[test]
fn an_import_leaves_no_opened_paper_behind() {
    let scene = Scene::new();
    let backup = scene.device.path("backup");
    scene.device.run(["export", "-o", backup.to_str().unwrap()]).json();
    let other = Scene::new();
    for paper in &other.papers {
        other.device.run(["delete", paper]).json();
    }
    let import = ["import", backup.to_str().unwrap()];
    other.stop("-INT", 2, &import);
    assert_eq!(files(&other.device.path("temporary")), Vec::<String>::new());
    assert_eq!(other.device.list().len(), 1);
    other.device.run(import).json();
    assert_eq!(other.device.list().len(), PAPERS.len());
}

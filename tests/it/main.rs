//! Everything that is tested through the library or the program, as one binary: each binary that links the library is slow to build.

// What a test builds on is there, or the test is wrong.
#![allow(clippy::unwrap_used)]

mod alignment;
mod allowances;
mod bad_input;
mod baseline;
mod cli;
mod config;
mod consistency;
mod docs;
mod facts;
mod first_screen;
mod fixes;
mod formats;
mod freshness;
mod generated;
mod growth;
mod history;
mod hooks;
mod hostile_git;
mod hostile_reading;
mod hostile_writing;
mod interrupted;
mod links;
mod locales;
mod lsp;
mod lsp_client;
mod markdown;
mod news;
mod outlines;
mod pages;
mod policy;
mod positions;
mod properties;
mod release;
mod report;
mod report_html;
mod report_tables;
mod reports;
mod roots;
mod rules;
mod selection;
mod selftest;
mod shards;
mod snippets;
mod support;
mod trees;
mod watch;
mod why;

//! The `lifecycle` command. Everything is in `lifecycle-cli`.

fn main() {
    lifecycle_cli::run()
}

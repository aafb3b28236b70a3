//! Ways to reach somebody or something: telephone, mail, web, bank account, addresses of machines.

mod codes;
mod phone;
mod web;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{
    App,
    problem::{Answer, Problem},
    session::SignedIn,
    shapes::Card,
};
use crate::{protocol::id::AccountId, server::storage::Accounts as _};

/// A chain of cards.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cards {
    /// From the first to the newest.
    cards: Vec<Card>,
}

/// The public cards of an account.
#[utoipa::path(
    get, path = "/accounts/{account}/cards", operation_id = "cards", params(("account" = String, Path)),
    responses((status = 200, body = Cards), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn get(State(app): State<App>, _: SignedIn, Path(account): Path<String>) -> Answer<Json<Cards>> {
    let account: AccountId = account.parse().map_err(|_| Problem::not_found())?;
    let cards = app.storage.cards(account).await?;
    if cards.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(Json(Cards { cards: cards.into_iter().map(Into::into).collect() }))
}

//! Every route, in one place.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::get,
};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::{OpenApi, openapi::RefOr};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{App, headers, origin, problem::Problem, routes as route, session, tus, unread};
use crate::server::{health, logging, metrics, web};

/// How long an answer may take to begin. Bodies have limits of their own, and a stream of events lasts for hours.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(OpenApi)]
#[openapi(
    info(title = "Armoire", description = "A personal digital locker that only its holder can open."),
    servers((url = "/api/v1")),
    components(schemas(Problem), responses(Problem))
)]
struct Description;

fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(route::server::get))
        .routes(routes!(route::accounts::post))
        .routes(routes!(route::cards::get))
        .routes(routes!(route::rotation::post))
        .routes(routes!(route::pepper::post))
        .routes(routes!(route::ways::post))
        .routes(routes!(
            route::second_step::get,
            route::second_step::post,
            route::second_step::put,
            route::second_step::delete
        ))
        .routes(routes!(route::deletion::get, route::deletion::post, route::deletion::delete))
        .routes(routes!(route::sign_in::post, route::session::get, route::session::delete))
        .routes(routes!(route::session_name::put))
        .routes(routes!(route::sessions::list, route::sessions::end_others))
        .routes(routes!(route::sessions::end))
        .routes(routes!(route::slots::list))
        .routes(routes!(route::keyring::get, route::keyring::put))
        .routes(routes!(route::events::get))
        .routes(routes!(route::mailboxes::list, route::mailboxes::post))
        .routes(routes!(route::mailbox::get, route::mailbox::delete))
        .routes(routes!(route::mailbox::reply))
        .routes(routes!(route::lockers::list))
        .routes(routes!(route::lockers::get))
        .routes(routes!(route::acts::living))
        .routes(routes!(route::acts::get, route::acts::post))
        .routes(routes!(route::acts::beside))
        .routes(routes!(route::object::get, route::object::put))
        .routes(routes!(route::grants::list))
        .routes(routes!(route::view::get))
        .routes(routes!(route::managed::get))
        .routes(routes!(route::tail::get))
        .routes(routes!(route::reads::list))
        .routes(routes!(route::blocked::list))
        .routes(routes!(route::blocked::put, route::blocked::delete))
        .merge(uploads())
}

/// Uploads that go on after a cut, by an open standard.
fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(route::uploads::post, route::uploads::options))
        .routes(routes!(
            route::upload::head,
            route::upload::patch,
            route::upload::delete,
            route::upload::post,
            route::upload::options
        ))
        .layer(middleware::from_fn(tus::say_version))
}

/// The description of the interface.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    described(api().split_for_parts().1)
}

/// OpenAPI wants a description of each answer; those that need none say what their status says.
fn described(mut description: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    for path in description.paths.paths.values_mut() {
        let operations = [
            &mut path.get,
            &mut path.put,
            &mut path.post,
            &mut path.delete,
            &mut path.head,
            &mut path.patch,
            &mut path.options,
        ];
        for (status, answer) in
            operations.into_iter().flatten().flat_map(|operation| &mut operation.responses.responses)
        {
            if let RefOr::T(answer) = answer
                && answer.description.is_empty()
            {
                let status = status.parse().ok().and_then(|status: StatusCode| status.canonical_reason());
                answer.description.push_str(status.unwrap_or_default());
            }
        }
    }
    description
}

/// The whole server: interface, health, metrics and the web app.
pub fn router(app: App) -> Router {
    let (api, description) = api().split_for_parts();
    let description = described(description).to_json().unwrap_or_default();
    let serve_description =
        move || std::future::ready(([(header::CONTENT_TYPE, "application/json")], description.clone()));
    let api = api
        .route("/openapi.json", get(serve_description))
        .fallback(|| std::future::ready(Problem::not_found()))
        .method_not_allowed_fallback(|| std::future::ready(Problem::wrong_method()))
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(app.clone(), session::unify))
                .layer(middleware::from_fn_with_state(app.clone(), origin::check))
                .layer(session::layer(&app)),
        )
        .layer(middleware::from_fn(never_cached));
    Router::new()
        .nest("/api/v1", api)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .fallback(web::serve)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(app.clone(), logging::each_request))
                .layer(middleware::from_fn_with_state(app.clone(), always))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(middleware::from_fn(in_time))
                .layer(middleware::from_fn(unread::announce))
                .layer(DefaultBodyLimit::disable()),
        )
        .with_state(app)
}

async fn always(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let transport = app.policy.secure().then_some(headers::STRICT_TRANSPORT);
    for (name, value) in headers::ALWAYS.into_iter().chain(transport) {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

async fn never_cached(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn in_time(request: Request, next: Next) -> Response {
    // What has a body takes as long as its pieces keep coming.
    if matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) {
        return next.run(request).await;
    }
    tokio::time::timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_| Problem::unavailable().into_response())
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    // The panic's message may hold data; the hook has logged its place.
    Problem::internal().into_response()
}

use axum::{
    extract::{Path, Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};

use crate::{
    protocol::id::LockerId,
    server::{
        http::{
            App,
            body::expect_type,
            problem::{Answer, Problem},
            session::OwnLocker,
            shapes::Binary,
            tus::{self, Tus},
        },
        transfers::{self, UploadId},
    },
};

/// How far an upload is.
#[utoipa::path(
    head, path = "/lockers/{locker}/uploads/{upload}", operation_id = "upload",
    params(("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header)),
    responses(
        (status = 200, description = "`Upload-Offset` says how far."), (status = 400), (status = 401), (status = 404), (status = 409),
        (status = 412),
    ),
)]
pub async fn head(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    _: Tus,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Response> {
    ask(app, locker.id, parse(&id)?).await
}

/// Appends a part.
#[utoipa::path(
    patch, path = "/lockers/{locker}/uploads/{upload}", operation_id = "append_to_upload",
    params(
        ("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = u64, Header),
        ("Upload-Checksum" = Option<String>, Header),
    ),
    request_body(content = Binary, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "It is on disk; `Upload-Offset` says how far the upload is."),
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 404, response = Problem),
        (status = 409, response = Problem), (status = 412, response = Problem), (status = 415, response = Problem),
        (status = 422, response = Problem), (status = 423, response = Problem), (status = 460, response = Problem),
        (status = 507, response = Problem),
    ),
)]
pub async fn patch(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    _: Tus,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Answer<Response> {
    append(app, locker.id, parse(&id)?, request).await
}

/// Ends an upload at once. An object that it has become stays.
#[utoipa::path(
    delete, path = "/lockers/{locker}/uploads/{upload}", operation_id = "end_upload",
    params(("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem), (status = 412, response = Problem)),
)]
pub async fn delete(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    _: Tus,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    terminate(app, locker.id, parse(&id)?).await
}

/// The same for those who can only send POST: `X-HTTP-Method-Override` says what is meant.
#[utoipa::path(
    post, path = "/lockers/{locker}/uploads/{upload}", operation_id = "upload_by_post",
    params(
        ("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header),
        ("X-HTTP-Method-Override" = String, Header),
    ),
    request_body(content = Binary, content_type = "application/offset+octet-stream"),
    responses(
        (status = 200), (status = 204), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 404, response = Problem), (status = 405, response = Problem), (status = 409, response = Problem),
        (status = 412, response = Problem), (status = 415, response = Problem), (status = 422, response = Problem),
        (status = 423, response = Problem), (status = 460, response = Problem), (status = 507, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    _: Tus,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Answer<Response> {
    let id = parse(&id)?;
    let meant = request.headers().get(tus::METHOD_OVERRIDE);
    match meant.and_then(|method| Method::from_bytes(method.as_bytes()).ok()) {
        Some(Method::PATCH) => append(app, locker.id, id, request).await,
        Some(Method::HEAD) => ask(app, locker.id, id).await,
        Some(Method::DELETE) => terminate(app, locker.id, id).await.map(StatusCode::into_response),
        _ => Err(Problem::wrong_method()),
    }
}

/// What is served of tus: version, extensions, bounds.
#[utoipa::path(
    options, path = "/lockers/{locker}/uploads/{upload}", operation_id = "upload_options",
    params(("locker" = String, Path), ("upload" = String, Path)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn options(_: OwnLocker) -> Response {
    (StatusCode::NO_CONTENT, tus::discovery()).into_response()
}

async fn ask(app: App, locker: LockerId, id: UploadId) -> Answer<Response> {
    let standing = detached(async move { transfers::ask(&app, locker, &id).await }).await?;
    let mut response = StatusCode::OK.into_response();
    tus::standing(&mut response, &standing);
    tus::announced(&mut response, &standing);
    Ok(response)
}

async fn append(app: App, locker: LockerId, id: UploadId, request: Request) -> Answer<Response> {
    expect_type(request.headers(), tus::PART)?;
    let offset = tus::number(request.headers(), &tus::UPLOAD_OFFSET)?;
    let part = tus::part(request, offset)?;
    let standing = detached(async move { transfers::append(&app, locker, &id, part).await }).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    tus::standing(&mut response, &standing);
    Ok(response)
}

async fn terminate(app: App, locker: LockerId, id: UploadId) -> Answer<StatusCode> {
    detached(async move { transfers::terminate(&app, locker, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn parse(id: &str) -> Answer<UploadId> {
    id.parse().map_err(|_| Problem::not_found())
}

/// Runs work to its end even if its request goes away: half a write must not meet the next request's.
pub(super) async fn detached<T: Send + 'static>(work: impl Future<Output = Answer<T>> + Send + 'static) -> Answer<T> {
    tokio::spawn(work).await.unwrap_or_else(|_| Err(Problem::internal()))
}

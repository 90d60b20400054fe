//! The token goes to the service's own hosts and nowhere else.

use super::hosts::Hosts;
use async_trait::async_trait;
use azure_core::credentials::TokenCredential;
use azure_core::http::headers::AUTHORIZATION;
use azure_core::http::policies::{Policy, PolicyResult, auth::BearerTokenAuthorizationPolicy};
use azure_core::http::{Context, Request};
use std::sync::Arc;

/// Adds the token to requests to the service, and takes it away from all others. It stands behind retries, so each try and each page gets a
/// token that is still valid.
#[derive(Debug)]
pub(super) struct AuthorizationPolicy {
    hosts: Hosts,
    bearer: BearerTokenAuthorizationPolicy,
    credential: Arc<dyn TokenCredential>,
    scope: String,
}

impl AuthorizationPolicy {
    pub(super) fn new(credential: Arc<dyn TokenCredential>, scope: String, hosts: Hosts) -> Self {
        let bearer = BearerTokenAuthorizationPolicy::new(credential.clone(), [scope.clone()]);
        AuthorizationPolicy { hosts, bearer, credential, scope }
    }
}

#[allow(elided_lifetimes_in_paths)] // The macro of the trait wants it as the trait has it.
#[async_trait]
impl Policy for AuthorizationPolicy {
    async fn send(
        &self,
        ctx: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        request.headers_mut().remove(AUTHORIZATION);
        if !self.hosts.allow(request.url()) || ctx.value::<Anonymous>().is_some() {
            return next[0].send(ctx, request, &next[1..]).await;
        }
        if request.url().scheme() == "https" {
            return self.bearer.send(ctx, request, next).await;
        }
        // A loopback address, where azure_core's policy would insist on TLS.
        let token = self.credential.get_token(&[&self.scope], None).await?;
        request.insert_header(AUTHORIZATION, format!("Bearer {}", token.token.secret()));
        next[0].send(ctx, request, &next[1..]).await
    }
}

/// In the context of a request that must not carry the token, whatever its host: the URL of an upload session is a secret of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anonymous;

mod sarif;
mod tidy;
